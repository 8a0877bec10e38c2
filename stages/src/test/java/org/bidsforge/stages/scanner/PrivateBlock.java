// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import java.util.List;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;

/** A maker's block of private elements (PS3.5 7.8.1), at the place where its scanners put it. */
record PrivateBlock(String creator, int group, int block) {

    PrivateBlock number(DataSet data, int element, Vr vr, double... values) {
        data.setNumbers(tag(data, element), vr, values);
        return this;
    }

    PrivateBlock text(DataSet data, int element, Vr vr, String... values) {
        data.setString(tag(data, element), vr, values);
        return this;
    }

    PrivateBlock items(DataSet data, int element, List<DataSet> items) {
        data.put(new Element.Sequence(tag(data, element), items, true));
        return this;
    }

    private int tag(DataSet data, int element) {
        data.setString(Tag.of(group, block), Vr.LO, creator);
        return Tag.of(group, block << 8 | element);
    }
}
