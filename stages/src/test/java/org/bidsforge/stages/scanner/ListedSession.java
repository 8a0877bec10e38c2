// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.scanner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;

/**
 * A session of several makers in which every kind of value occurs that {@code dicominfo.tsv} writes its own way: absent,
 * empty, fractions, quotes, letters beyond ASCII. The expectation among the resources was made by
 *
 * <pre>
 *   java -cp CLASSES org.bidsforge.stages.scanner.ListedSession session
 *   heudiconv --files session -f convertall -s 01 -ss pre -b -c none -o out      # 1.5.0
 *   cp out/.heudiconv/01/ses-pre/info/dicominfo_ses-pre.tsv heudiconv-dicominfo.tsv
 * </pre>
 */
final class ListedSession {
    private static final Phantom PHANTOM = new Phantom(5, 2);

    private ListedSession() {}

    public static void main(String[] folder) throws IOException {
        write(Path.of(folder[0]));
    }

    static void write(Path folder) throws IOException {
        List<MadeScan> scans = List.of(
                Siemens.anatomy(PHANTOM, 2, "anat-T1w").with((data, volume, slice) -> {
                    data.setString(Tag.PATIENT_AGE, "044Y");
                    data.setString(Tag.PATIENT_SEX, "O");
                    data.setString(Tag.REFERRING_PHYSICIAN_NAME, "Made^Person");
                    data.setString(Tag.STUDY_DESCRIPTION, "Lab^Study");
                    data.setString(Tag.ACCESSION_NUMBER, "A 1");
                    data.setString(Tag.SEQUENCE_NAME, "*tfl3d1_16ns");
                    data.setDouble(Tag.REPETITION_TIME, 2435.37);
                    data.setDouble(Tag.ECHO_TIME, 2.98);
                }),
                Siemens.functional(PHANTOM, 10, "func-bold_task-é").with((data, volume, slice) -> {
                    data.setString(Tag.IMAGE_TYPE, "DERIVED", "PRIMARY", "M", "MOCO", "it's");
                    data.setString(Tag.SERIES_DESCRIPTION, "Größe; \"two\"");
                    data.setString(Tag.ACCESSION_NUMBER, "");
                    data.setString(Tag.SEQUENCE_NAME, "");
                    data.setString(Tag.PATIENT_SEX, "");
                    data.remove(Tag.ACQUISITION_DATE);
                }),
                Ge.functional(PHANTOM, 3, "Axial EPI", "LINEAR").with((data, volume, slice) -> {
                    data.setDouble(Tag.REPETITION_TIME, 2000.00061035156);
                    data.setString(Tag.ECHO_TIME, "");
                }),
                Philips.functional(PHANTOM, 401, "WIP func").with((data, volume, slice) -> {
                    data.remove(Tag.ECHO_TIME);
                    data.setString(Tag.of(0x0018, 0x9005), Vr.SH, "FEEPI");
                }),
                SiemensXa.enhanced(PHANTOM, 5, "xa"),
                Uih.functional(PHANTOM, 6, "uih"));
        for (MadeScan scan : scans) {
            scan.write(folder);
        }
    }
}
