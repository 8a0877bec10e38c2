// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.stages.rules.RuleSet;
import org.bidsforge.stages.rules.RulesFile;
import org.bidsforge.stages.source.Grouping;

/**
 * What to convert, and into which dataset.
 *
 * @param subject the subject's label; when it is not given, the PatientID decides
 * @param session the session's label; when it is not given, the markers in the protocol names decide
 * @param rules the file of rules, or the name of built-in ones; when it is not given, the file of the dataset, else
 *     ReproIn names and guesses
 * @param pictures whether the report shall show each image
 * @param sourcedata whether the objects of each converted series are packed into the dataset
 * @param grouping which series are one visit where no session is given
 */
public record ConvertRequest(
        List<Path> inputs,
        Path dataset,
        Optional<String> subject,
        Optional<String> session,
        Optional<Path> rules,
        boolean pictures,
        boolean sourcedata,
        Grouping grouping) {
    public ConvertRequest {
        inputs = List.copyOf(inputs);
    }

    /** A request without rules of its own: those of the dataset hold, else ReproIn names. */
    public ConvertRequest(
            List<Path> inputs, Path dataset, Optional<String> subject, Optional<String> session, boolean pictures) {
        this(inputs, dataset, subject, session, Optional.empty(), pictures, false, Grouping.STUDY);
    }

    public ConvertRequest(
            List<Path> inputs,
            Path dataset,
            Optional<String> subject,
            Optional<String> session,
            Optional<Path> rules,
            boolean pictures) {
        this(inputs, dataset, subject, session, rules, pictures, false, Grouping.STUDY);
    }

    /** The same, and the objects of each converted series packed into {@code sourcedata}. */
    public ConvertRequest withSourcedata() {
        return new ConvertRequest(inputs, dataset, subject, session, rules, pictures, true, grouping);
    }

    /** The same with another notion of which series are one visit. */
    public ConvertRequest by(Grouping wanted) {
        return new ConvertRequest(inputs, dataset, subject, session, rules, pictures, sourcedata, wanted);
    }

    /** The given file, else that of the dataset, else what is built in. */
    RuleSet ruleSet(BidsSchema schema) throws IOException {
        Path own = dataset.resolve(RuleSet.PATH);
        String name = rules.map(Path::toString).orElse("");
        if (RuleSet.BUILT_IN.contains(name) && !Files.exists(rules.orElse(own))) {
            return RulesFile.builtIn(name, schema);
        }
        if (rules.isPresent() || Files.exists(own)) {
            return RulesFile.read(rules.orElse(own), schema);
        }
        return RuleSet.standard();
    }
}
