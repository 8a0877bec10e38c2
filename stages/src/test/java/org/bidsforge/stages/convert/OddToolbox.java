// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.stages.TestTools;

/** A toolbox whose dcm2niix does something else at times. */
final class OddToolbox {
    private OddToolbox() {}

    /** {@code command}, of a shell, comes before dcm2niix whenever it is to convert a folder, which is {@code $last}. */
    static Toolbox in(Path folder, String command) throws IOException {
        Toolbox real = TestTools.toolbox();
        Path root = folder.resolve("toolbox");
        Path schema = real.requireSchema();
        Path there = root.resolve(real.root().relativize(schema).toString());
        Files.createDirectories(there.getParent());
        Files.createLink(there, schema);
        Path script = Files.createDirectories(root.resolve("bin")).resolve("dcm2niix");
        Files.writeString(
                script,
                "#!/bin/sh\nfor last; do :; done\nif [ -d \"$last\" ]; then " + command + "; fi\nexec "
                        + real.require(Toolbox.Tool.DCM2NIIX) + " \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return new Toolbox(root);
    }

    /** Before a study or series of this protocol. */
    static Toolbox before(Path folder, String protocol, String command) throws IOException {
        return in(folder, "if grep -rqaF -- '" + protocol + "' \"$last\"/*/*-000001; then " + command + "; fi");
    }
}
