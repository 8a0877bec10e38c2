// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.util.Optional;
import java.util.OptionalInt;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;

/** What GE says of an object in private elements only: ImageType is OTHER for all of them. */
final class GeneralElectric {
    private static final String PARAMETERS = "GEMS_PARM_01";
    private static final String ACQUISITION = "GEMS_ACQU_01";
    private static final String RELATION = "GEMS_RELA_01";
    private static final String[] PARTS = {"M", "P", "R", "I"};

    private GeneralElectric() {}

    /** Which part of the complex signal it is, or a field; nothing for an object of another maker. */
    static Optional<String> part(DataSet data) {
        OptionalInt part = number(data, PARAMETERS, 0x0043, 0x2F);
        if (part.isEmpty() || part.getAsInt() < 0 || part.getAsInt() >= PARTS.length) {
            return Optional.empty();
        }
        return isField(data) ? Optional.of(GrowingVariety.FIELD) : Optional.of(PARTS[part.getAsInt()]);
    }

    /** The sequence that maps the field sends it as the first of its two volumes. */
    private static boolean isField(DataSet data) {
        boolean maps = data.privateElement(ACQUISITION, 0x0019, 0x9E)
                .map(Element::tag)
                .flatMap(data::getString)
                .filter("B0map"::equals)
                .isPresent();
        int slices = number(data, RELATION, 0x0021, 0x4F).orElse(0);
        return maps && data.getInt(Tag.INSTANCE_NUMBER).orElse(Integer.MAX_VALUE) <= slices;
    }

    private static OptionalInt number(DataSet data, String creator, int group, int element) {
        return data.privateElement(creator, group, element)
                .map(Element::tag)
                .map(data::getInt)
                .orElse(OptionalInt.empty());
    }
}
