// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.naming;

import org.bidsforge.core.bids.BidsName;
import org.bidsforge.stages.dcm2niix.RawImage;
import org.bidsforge.stages.source.Series;

/** An image and the path that it gets in the dataset. */
public record NamedImage(Series series, RawImage image, String datatype, BidsName name, String path) {
    /** The folder of a dataset in which everything is allowed. */
    static final String SOURCEDATA = "sourcedata";

    /** The path of a file beside the image: the same name with another extension. */
    public String beside(String extension) {
        return path.substring(0, path.length() - name.extension().length()) + extension;
    }

    /** Whether it is one of BIDS's own files; others lie in folders that BIDS leaves free. */
    public boolean isBids() {
        return !datatype.equals(SOURCEDATA);
    }

    public boolean is(String folder, String suffix) {
        return datatype.equals(folder) && name.suffix().equals(suffix);
    }
}
