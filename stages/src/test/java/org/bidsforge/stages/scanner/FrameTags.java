// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import org.bidsforge.dicom.DataSet;

/** What a scanner says of one frame. */
@FunctionalInterface
interface FrameTags {
    void set(DataSet data, int volume, int slice);
}
