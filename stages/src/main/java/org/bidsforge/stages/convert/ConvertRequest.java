// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.convert;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to convert, and into which dataset.
 *
 * @param subject the subject's label; when it is not given, the PatientID decides
 * @param session the session's label; when it is not given, the markers in the protocol names decide
 * @param pictures whether the report shall show each image
 */
public record ConvertRequest(
        List<Path> inputs, Path dataset, Optional<String> subject, Optional<String> session, boolean pictures) {
    public ConvertRequest {
        inputs = List.copyOf(inputs);
    }
}
