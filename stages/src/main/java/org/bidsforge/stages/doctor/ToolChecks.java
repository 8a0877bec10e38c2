// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.config.Toolbox;
import org.bidsforge.core.config.Toolbox.Tool;
import org.bidsforge.core.config.Variable;

/** Programs and data on this machine, and room on its disk. */
final class ToolChecks {
    private final Environment environment;
    private final Toolbox toolbox;

    ToolChecks(Environment environment) {
        this.environment = environment;
        this.toolbox = environment.toolbox();
    }

    List<Symptom> all() throws InterruptedException {
        List<Symptom> symptoms = new ArrayList<>();
        symptoms.add(git());
        for (Tool tool : Tool.values()) {
            symptoms.add(tool(tool));
        }
        symptoms.add(schema());
        symptoms.add(remote());
        symptoms.add(disk());
        return symptoms;
    }

    private Symptom git() {
        return toolbox.find("git")
                .map(path -> Symptom.ok("git", path.toString()))
                .orElseGet(() -> Symptom.failed("git", "not found on the search path", "apt-get install git"));
    }

    private Symptom tool(Tool tool) throws InterruptedException {
        try {
            return Symptom.ok(tool.executable(), toolbox.version(tool) + ", " + toolbox.require(tool));
        } catch (IOException e) {
            return Symptom.failed(
                    tool.executable(), String.valueOf(e.getMessage()), "script/bootstrap, or set BIDSFORGE_TOOLBOX");
        }
    }

    private Symptom schema() {
        try {
            Path schema = toolbox.requireSchema();
            return Symptom.ok("BIDS schema", "BIDS " + BidsSchema.read(schema).bidsVersion() + ", " + schema);
        } catch (IOException e) {
            return Symptom.failed(
                    "BIDS schema", String.valueOf(e.getMessage()), "script/bootstrap, or set BIDSFORGE_TOOLBOX");
        }
    }

    /** Without it a clone gets no content; jobs do not need it. */
    private Symptom remote() {
        String name = "git-annex-remote-minio";
        return toolbox.find(name)
                .map(path -> Symptom.ok(name, path.toString()))
                .orElseGet(() -> Symptom.warning(
                        name,
                        "not on the search path: git annex get does not work in clones on this machine",
                        "PATH=\"" + System.getProperty("bidsforge.distribution", "DISTRIBUTION") + "/bin:$PATH\""));
    }

    private Symptom disk() {
        Path place = environment.home().root();
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        try {
            long free = Files.getFileStore(place).getUsableSpace();
            long reserve = environment.size(Variable.BIDSFORGE_SPOOL_RESERVE).bytes();
            String says = (free >> 30) + " GiB free at " + place;
            return free > 2 * reserve
                    ? Symptom.ok("disk", says)
                    : Symptom.failed(
                            "disk", says + "; the intake refuses objects below its reserve", "Free room at " + place);
        } catch (IOException e) {
            return Symptom.failed("disk", String.valueOf(e.getMessage()), "Look at " + place);
        }
    }
}
