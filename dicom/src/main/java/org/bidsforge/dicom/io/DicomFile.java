// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;

/** A file's meta information (group 0002) and its data set. */
public record DicomFile(DataSet meta, DataSet dataSet) {
    /** A new file of this data set, with meta information that names this software. */
    public static DicomFile of(DataSet dataSet, String transferSyntax) {
        DataSet meta = new DataSet();
        meta.setBytes(Tag.FILE_META_INFORMATION_VERSION, Vr.OB, new byte[] {0, 1});
        meta.setString(
                Tag.MEDIA_STORAGE_SOP_CLASS_UID,
                dataSet.getString(Tag.SOP_CLASS_UID).orElse(""));
        meta.setString(
                Tag.MEDIA_STORAGE_SOP_INSTANCE_UID,
                dataSet.getString(Tag.SOP_INSTANCE_UID).orElse(""));
        meta.setString(Tag.TRANSFER_SYNTAX_UID, transferSyntax);
        meta.setString(Tag.IMPLEMENTATION_CLASS_UID, Uids.IMPLEMENTATION_CLASS);
        meta.setString(Tag.IMPLEMENTATION_VERSION_NAME, Uids.IMPLEMENTATION_VERSION);
        return new DicomFile(meta, dataSet);
    }

    /** How the data set is encoded; implicit little endian where the file does not say. */
    public String transferSyntax() {
        return meta.getString(Tag.TRANSFER_SYNTAX_UID).orElse(Uids.IMPLICIT_LITTLE_ENDIAN);
    }
}
