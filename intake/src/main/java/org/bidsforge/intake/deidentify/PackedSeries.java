// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.deidentify;

import java.util.Optional;
import org.bidsforge.intake.commit.Archive;
import org.bidsforge.intake.pack.SeriesRow;

/**
 * A series that is ready to go.
 *
 * @param archive nothing when none of its objects is passed on
 * @param added objects of this batch in the archive
 */
record PackedSeries(SeriesRow row, Optional<Archive> archive, int added) {}
