// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.intake.receive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.DicomException;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomReader;
import org.bidsforge.dicom.io.DicomWriter;
import org.bidsforge.dicom.net.StoreHandler;
import org.bidsforge.dicom.net.StoreRequest;
import org.bidsforge.dicom.net.StoreStatus;
import org.bidsforge.intake.spool.Arrival;
import org.bidsforge.intake.spool.Identity;
import org.bidsforge.intake.spool.IncomingFile;
import org.bidsforge.intake.spool.SpaceReserve;
import org.bidsforge.intake.spool.Spool;

/**
 * Receives objects into the spool. Success is answered only when the object and the journal's line are on the disk;
 * an object that is damaged, does not belong to its request or finds no room leaves nothing behind but an incident.
 */
public final class SpoolingStore implements StoreHandler {
    private static final int BUFFER = 1 << 17;

    private final Spool spool;
    private final SpaceReserve reserve;
    private final Incidents incidents;
    private final OpenAssociations associations;
    private final DicomReader reader = DicomReader.ofReferences();
    private final DicomWriter writer = new DicomWriter();

    public SpoolingStore(Spool spool, SpaceReserve reserve, Incidents incidents, OpenAssociations associations) {
        this.spool = spool;
        this.reserve = reserve;
        this.incidents = incidents;
        this.associations = associations;
    }

    @Override
    public Optional<String> refusal() {
        if (reserve.hasRoom()) {
            return Optional.empty();
        }
        incidents.noRoom();
        return Optional.of("not enough free space in the spool");
    }

    @Override
    public StoreStatus store(StoreRequest request, InputStream dataSet) throws IOException {
        if (!reserve.hasRoom()) {
            incidents.noRoom();
            return StoreStatus.OUT_OF_RESOURCES;
        }
        try (IncomingFile file = spool.receive()) {
            if (!write(request, dataSet, file)) {
                return StoreStatus.OUT_OF_RESOURCES;
            }
            return keep(request, file);
        }
    }

    /** Whether the file could be written; a sender that breaks off is an exception of its stream and passes through. */
    private boolean write(StoreRequest request, InputStream dataSet, IncomingFile file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        OutputStream content = file.content();
        try {
            writer.write(new DicomFile(meta(request), new DataSet()), file.header());
        } catch (IOException e) {
            incidents.spool("write an object into the spool", e);
            return false;
        }
        for (int read = dataSet.read(buffer); read >= 0; read = dataSet.read(buffer)) {
            try {
                content.write(buffer, 0, read);
            } catch (IOException e) {
                incidents.spool("write an object into the spool", e);
                return false;
            }
        }
        return true;
    }

    private static DataSet meta(StoreRequest request) {
        DataSet meta = new DataSet();
        meta.setBytes(Tag.FILE_META_INFORMATION_VERSION, Vr.OB, new byte[] {0, 1});
        meta.setString(Tag.MEDIA_STORAGE_SOP_CLASS_UID, request.sopClass());
        meta.setString(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, request.sopInstance());
        meta.setString(Tag.TRANSFER_SYNTAX_UID, request.transferSyntax());
        meta.setString(Tag.IMPLEMENTATION_CLASS_UID, Uids.IMPLEMENTATION_CLASS);
        meta.setString(Tag.IMPLEMENTATION_VERSION_NAME, Uids.IMPLEMENTATION_VERSION);
        return meta;
    }

    private StoreStatus keep(StoreRequest request, IncomingFile file) {
        try {
            file.flush();
            DataSet header = reader.read(file.path()).dataSet();
            Optional<String> study = header.getString(Tag.STUDY_INSTANCE_UID);
            Optional<String> series = header.getString(Tag.SERIES_INSTANCE_UID);
            Optional<String> instance = header.getString(Tag.SOP_INSTANCE_UID);
            if (study.isEmpty() || series.isEmpty() || instance.isEmpty()) {
                incidents.object(request, "it has no UID of its study, its series or its own");
                return StoreStatus.CANNOT_UNDERSTAND;
            }
            if (!instance.get().equals(request.sopInstance())) {
                incidents.object(request, "its SOP Instance UID is not the one that was announced");
                return StoreStatus.DATA_SET_MISMATCH;
            }
            Spool.Placed placed = spool.store(file, new Identity(study.get(), series.get(), instance.get()));
            associations.holds(placed.session());
            if (placed.arrival() == Arrival.CONFLICT) {
                incidents.conflict(placed.session().id());
            }
            return StoreStatus.SUCCESS;
        } catch (DicomException e) {
            incidents.object(request, "it cannot be read: " + e.getMessage());
            return StoreStatus.CANNOT_UNDERSTAND;
        } catch (IOException e) {
            incidents.spool("keep an object in the spool", e);
            return StoreStatus.OUT_OF_RESOURCES;
        }
    }
}
