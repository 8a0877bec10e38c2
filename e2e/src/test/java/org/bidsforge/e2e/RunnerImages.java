// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** Builds the runner images from this checkout; what they install comes the way on which this machine installs. */
final class RunnerImages {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String ARCHIVE = "distribution/target/bidsforge.tar.gz";
    private static final Path SITE_CERTIFICATES = Path.of("/usr/local/share/ca-certificates");
    private static final Set<String> WAYS_OUT =
            Set.of("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "PIP_INDEX_URL");

    private RunnerImages() {}

    static void needEngine() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "no Docker Engine answers; script/test starts one as root");
    }

    /** The name of the built image. */
    static String base() throws IOException {
        ImageFromDockerfile image = image("base").withFileFromPath(ARCHIVE, ROOT.resolve(ARCHIVE));
        if (Files.isDirectory(SITE_CERTIFICATES)) {
            try (DirectoryStream<Path> certificates = Files.newDirectoryStream(SITE_CERTIFICATES, "*.crt")) {
                for (Path certificate : certificates) {
                    image = image.withFileFromPath(
                            "runner-images/certificates/" + certificate.getFileName(), certificate);
                }
            }
        }
        return image.get();
    }

    static String convert(String base) {
        return image("convert").withBuildArg("BASE", base).get();
    }

    private static ImageFromDockerfile image(String name) {
        String folder = "runner-images/" + name;
        Map<String, String> waysOut = new HashMap<>(System.getenv());
        waysOut.keySet().retainAll(WAYS_OUT);
        return new ImageFromDockerfile()
                .withFileFromPath(folder, ROOT.resolve(folder))
                .withFileFromPath("Dockerfile", ROOT.resolve(folder).resolve("Dockerfile"))
                .withBuildArgs(waysOut)
                .withBuildImageCmdModifier(command -> command.withNetworkMode("host"));
    }
}
