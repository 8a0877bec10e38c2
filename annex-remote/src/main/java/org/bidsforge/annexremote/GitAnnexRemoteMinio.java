// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bidsforge.annexremote.command.Commands;
import org.bidsforge.annexremote.protocol.Protocol;
import org.bidsforge.annexremote.remote.StoreRemote;

/**
 * The program {@code git-annex-remote-minio}: with arguments a command for a person, without any what git-annex starts and
 * talks to.
 */
public final class GitAnnexRemoteMinio {
    /** The launcher may have greeted already: it is there before Java is. */
    private static final String GREETING = "bidsforge.greeting";

    private GitAnnexRemoteMinio() {}

    public static void main(String[] args) {
        if (args.length > 0) {
            System.exit(Commands.run(args));
        }
        // Standard output carries the protocol and nothing else, whatever a library prints.
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        System.exit(serve(out));
    }

    /** Serves until the end of input and then ends the program at once, with whatever is still being transferred. */
    private static int serve(FileOutputStream out) {
        try {
            if (!"said".equals(System.getProperty(GREETING))) {
                out.write(Protocol.VERSION.getBytes(StandardCharsets.ISO_8859_1));
            }
            new Protocol(new FileInputStream(FileDescriptor.in), out, new StoreRemote(System.getenv())).run();
            return 0;
        } catch (IOException e) {
            System.err.println("git-annex-remote-minio: " + e.getMessage());
            return 1;
        }
    }
}
