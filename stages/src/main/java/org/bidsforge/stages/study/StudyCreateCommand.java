// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.study;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.pipeline.ExitCode;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.stages.site.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code bidsforge study create}. */
@Command(
        name = "create",
        description = "Makes the four repositories of a study, or mends what is missing of them.",
        footer = "Next: send a session whose StudyDescription is INVESTIGATOR^STUDY to the intake.",
        mixinStandardHelpOptions = true)
final class StudyCreateCommand implements Callable<Integer> {
    /** How the labels of subjects are made. */
    enum Subjects {
        pseudonym,
        patientId;

        String setting() {
            return this == pseudonym ? "pseudonym" : "patient-id";
        }
    }

    static final class SubjectsConverter implements ITypeConverter<Subjects> {
        @Override
        public Subjects convert(String value) {
            for (Subjects one : Subjects.values()) {
                if (one.setting().equals(value)) {
                    return one;
                }
            }
            throw new TypeConversionException("must be pseudonym or patient-id: " + value);
        }
    }

    static final class StudyConverter implements ITypeConverter<StudyName> {
        @Override
        public StudyName convert(String value) {
            try {
                return StudyName.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "INVESTIGATOR/STUDY",
            converter = StudyConverter.class,
            description = "Lower-case letters, digits and -.")
    @SuppressWarnings("NullAway.Init")
    private StudyName study;

    @Option(
            names = "--subjects",
            converter = SubjectsConverter.class,
            defaultValue = "pseudonym",
            description = "How subject labels are made: pseudonym (keyed, default) or patient-id (as the operator"
                    + " typed it; only where PatientID is a study code).")
    private Subjects subjects = Subjects.pseudonym;

    @Override
    public Integer call() throws IOException {
        Site site = new Site(Environment.of(System.getenv()));
        BidsSchema schema = BidsSchema.read(site.environment().toolbox().requireSchema());
        new Study(site, study, subjects.setting(), schema.bidsVersion())
                .create(line -> spec.commandLine().getErr().println(line));
        spec.commandLine()
                .getErr()
                .printf(
                        "The study %s is ready: %s/%s%nNext: send a session whose StudyDescription is %s^%s.%n",
                        study,
                        site.forgeUrl(),
                        study.repository(RepositoryKind.BIDS).fullName(),
                        study.investigator(),
                        study.study());
        return ExitCode.OK.code();
    }
}
