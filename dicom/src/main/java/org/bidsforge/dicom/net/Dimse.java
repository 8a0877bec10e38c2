// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.io.DicomWriter;

/** Commands of PS3.7 as far as verification and storage use them. */
final class Dimse {
    static final int STORE_REQUEST = 0x0001;
    static final int ECHO_REQUEST = 0x0030;
    static final int CANCEL_REQUEST = 0x0FFF;
    static final int RESPONSE = 0x8000;
    static final int UNRECOGNIZED_OPERATION = 0x0211;

    private static final int NO_DATA_SET = 0x0101;
    private static final int WITH_DATA_SET = 0x0001;

    private Dimse() {}

    static DataSet echoRequest(int messageId) {
        DataSet command = command(ECHO_REQUEST, NO_DATA_SET);
        command.setString(Tag.AFFECTED_SOP_CLASS_UID, Uids.VERIFICATION);
        command.setInt(Tag.MESSAGE_ID, messageId);
        return command;
    }

    static DataSet storeRequest(int messageId, String sopClass, String sopInstance) {
        DataSet command = command(STORE_REQUEST, WITH_DATA_SET);
        command.setString(Tag.AFFECTED_SOP_CLASS_UID, sopClass);
        command.setString(Tag.AFFECTED_SOP_INSTANCE_UID, sopInstance);
        command.setInt(Tag.MESSAGE_ID, messageId);
        command.setInt(Tag.PRIORITY, 0);
        return command;
    }

    /** The answer to a request, with a status. */
    static DataSet response(DataSet request, int status) {
        DataSet command = command(request.getInt(Tag.COMMAND_FIELD).orElse(0) | RESPONSE, NO_DATA_SET);
        request.get(Tag.AFFECTED_SOP_CLASS_UID).ifPresent(command::put);
        request.get(Tag.AFFECTED_SOP_INSTANCE_UID).ifPresent(command::put);
        command.setInt(
                Tag.MESSAGE_ID_BEING_RESPONDED_TO,
                request.getInt(Tag.MESSAGE_ID).orElse(0));
        command.setInt(Tag.STATUS, status);
        return command;
    }

    static boolean hasDataSet(DataSet command) {
        return command.getInt(Tag.COMMAND_DATA_SET_TYPE).orElse(NO_DATA_SET) != NO_DATA_SET;
    }

    static void write(DataSet command, DataUnitStream out) throws IOException {
        DicomWriter writer = new DicomWriter();
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        writer.writeDataSet(command, Uids.IMPLICIT_LITTLE_ENDIAN, rest);
        DataSet length = new DataSet();
        length.setInt(Tag.COMMAND_GROUP_LENGTH, rest.size());
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        writer.writeDataSet(length, Uids.IMPLICIT_LITTLE_ENDIAN, whole);
        rest.writeTo(whole);
        out.write(whole.toByteArray());
        out.finish();
    }

    private static DataSet command(int field, int dataSetType) {
        DataSet command = new DataSet();
        command.setInt(Tag.COMMAND_FIELD, field);
        command.setInt(Tag.COMMAND_DATA_SET_TYPE, dataSetType);
        return command;
    }
}
