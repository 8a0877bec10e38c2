// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bidsforge.annexremote.remote.ByteCount;
import org.bidsforge.core.pipeline.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code git-annex-remote-minio du}. */
@Command(name = "du", description = "Adds up the objects of the store by folder.", mixinStandardHelpOptions = true)
final class DuCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final Target target = new Target();

    @Option(names = "--depth", defaultValue = "1", description = "Folders below the prefix to tell apart (default 1).")
    private int depth;

    @Option(names = "--json", description = "Write one JSON object per folder to standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Target.Opened opened = target.open();
        String prefix = opened.settings().prefix();
        FolderSizes sizes = new FolderSizes(prefix, Math.max(0, depth));
        opened.store().list(prefix, sizes);
        PrintWriter out = spec.commandLine().getOut();
        for (Map.Entry<String, FolderSizes.Sum> folder : sizes.folders().entrySet()) {
            print(out, folder.getKey(), folder.getValue());
        }
        if (!json) {
            print(out, "(all)", sizes.total());
        }
        out.flush();
        return ExitCode.OK.code();
    }

    private void print(PrintWriter out, String folder, FolderSizes.Sum sum) throws IOException {
        if (!json) {
            out.printf("%12s %12d  %s%n", ByteCount.text(sum.bytes()), sum.objects(), folder);
            return;
        }
        try (JsonGenerator object =
                new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            object.writeStartObject();
            object.writeStringField("folder", folder);
            object.writeNumberField("objects", sum.objects());
            object.writeNumberField("bytes", sum.bytes());
            object.writeEndObject();
        }
        out.println();
    }
}
