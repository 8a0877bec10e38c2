// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomReader;

/**
 * Verification and storage as a client (C-ECHO and C-STORE SCU). Files go as they are; an uncompressed one is written
 * anew in another little-endian syntax where the peer takes no other.
 */
public final class StorageClient {
    private static final int CONTEXTS = 128;

    private final StorageClientConfig config;
    private final DicomReader reader = DicomReader.ofReferences();

    public StorageClient(StorageClientConfig config) {
        this.config = config;
    }

    /** Asks whether the peer is there and speaks DICOM; returns when it does. */
    public void echo() throws IOException {
        Proposal proposal = new Proposal();
        proposal.add(Uids.VERIFICATION, List.of(Uids.IMPLICIT_LITTLE_ENDIAN));
        try (ClientAssociation association = ClientAssociation.open(config, proposal)) {
            association.echo();
            association.release();
        }
    }

    /**
     * Sends files, in one association where their kinds fit into it. Each outcome is told at once and returned in the
     * files' order; a file that is unreadable or refused does not stop the others. A lost connection does.
     */
    public List<StoreOutcome> store(List<Path> files, Consumer<StoreOutcome> progress) throws IOException {
        Map<Path, StoreOutcome> outcomes = new LinkedHashMap<>();
        files.forEach(file -> outcomes.put(file, new StoreOutcome(file, "", StoreOutcome.NOT_SENT, "Not sent yet")));
        Consumer<StoreOutcome> keep = outcome -> {
            outcomes.put(outcome.file(), outcome);
            progress.accept(outcome);
        };
        for (Batch batch : batches(files, keep)) {
            try (ClientAssociation association = ClientAssociation.open(config, batch.proposal())) {
                for (Path file : batch.files()) {
                    keep.accept(send(association, file));
                }
                association.release();
            }
        }
        return List.copyOf(outcomes.values());
    }

    private record Batch(Proposal proposal, List<Path> files) {}

    private record Kind(String sopClass, String transferSyntax) {}

    /** Files whose kinds fit together into one association's contexts. */
    private List<Batch> batches(List<Path> files, Consumer<StoreOutcome> outcomes) {
        List<Batch> batches = new ArrayList<>();
        Set<Kind> kinds = new LinkedHashSet<>();
        Batch batch = new Batch(new Proposal(), new ArrayList<>());
        for (Path file : files) {
            Kind kind;
            try {
                kind = kind(DicomReader.ofHeaders().read(file));
            } catch (IOException e) {
                outcomes.accept(new StoreOutcome(file, "", StoreOutcome.NOT_SENT, "Unreadable: " + e.getMessage()));
                continue;
            }
            // A kind takes up to two contexts.
            if (!kinds.contains(kind) && batch.proposal().size() > CONTEXTS - 2) {
                batches.add(batch);
                batch = new Batch(new Proposal(), new ArrayList<>());
                kinds.clear();
            }
            if (kinds.add(kind)) {
                propose(batch.proposal(), kind);
            }
            batch.files().add(file);
        }
        if (!batch.files().isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    private static Kind kind(DicomFile file) throws IOException {
        DataSet dataSet = file.dataSet();
        String sopClass = dataSet.getString(Tag.SOP_CLASS_UID).orElse("");
        if (!Uids.isValid(sopClass)
                || !Uids.isValid(dataSet.getString(Tag.SOP_INSTANCE_UID).orElse(""))) {
            throw new IOException("it has no SOP class and instance");
        }
        return new Kind(sopClass, file.transferSyntax());
    }

    private static void propose(Proposal proposal, Kind kind) {
        proposal.add(kind.sopClass(), List.of(kind.transferSyntax()));
        if (!Uids.isEncapsulated(kind.transferSyntax())) {
            proposal.add(kind.sopClass(), List.of(Uids.EXPLICIT_LITTLE_ENDIAN, Uids.IMPLICIT_LITTLE_ENDIAN));
        }
    }

    private StoreOutcome send(ClientAssociation association, Path path) throws IOException {
        DicomFile file;
        try {
            file = reader.read(path);
        } catch (IOException e) {
            return new StoreOutcome(path, "", StoreOutcome.NOT_SENT, "Unreadable: " + e.getMessage());
        }
        String sopInstance = file.dataSet().getString(Tag.SOP_INSTANCE_UID).orElse("");
        return association.store(path, file, sopInstance);
    }
}
