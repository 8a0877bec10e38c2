// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a server receives, as bare data sets in a folder. */
final class ReceivedObjects implements StoreHandler {
    final Map<String, StoreRequest> requests = new ConcurrentHashMap<>();
    final List<AssociationEvent> events = new CopyOnWriteArrayList<>();
    volatile Optional<String> refusal = Optional.empty();
    volatile StoreStatus status = StoreStatus.SUCCESS;
    private final Path folder;

    ReceivedObjects(Path folder) {
        this.folder = folder;
    }

    Path file(String sopInstance) {
        return folder.resolve(sopInstance);
    }

    StoreRequest request(String sopInstance) {
        return Objects.requireNonNull(requests.get(sopInstance), "It was not received");
    }

    @Override
    public Optional<String> refusal() {
        return refusal;
    }

    @Override
    public StoreStatus store(StoreRequest request, InputStream dataSet) throws IOException {
        if (status == StoreStatus.SUCCESS) {
            Files.copy(dataSet, file(request.sopInstance()), StandardCopyOption.REPLACE_EXISTING);
            requests.put(request.sopInstance(), request);
        }
        return status;
    }
}
