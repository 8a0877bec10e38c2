// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.inbox;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A hook whose signature was right, as it is put into the inbox.
 *
 * @param lane who must look at it: a study, in order of arrival
 * @param session the one session that it is about, or empty for all of the study
 * @param unwanted why nobody needs to look, or empty
 */
public record Arrival(
        String forge,
        String deliveryId,
        String contentKey,
        String eventType,
        String lane,
        String session,
        Map<String, String> headers,
        ByteBuffer body,
        String unwanted) {
    /** A forge's replay by hand has a new delivery id and the same content. */
    static final Duration SAME_CONTENT = Duration.ofMinutes(10);

    private static final int LONGEST_ID = 100;
    private static final int LONGEST_KEY = 600;

    public Arrival {
        for (String text : List.of(deliveryId, eventType)) {
            if (text.isEmpty() || text.length() > LONGEST_ID) {
                throw new IllegalArgumentException("a delivery needs an id and a type of 1 to 100 characters");
            }
        }
        if (contentKey.isEmpty() || contentKey.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("a content key needs 1 to 600 characters");
        }
        headers = Map.copyOf(headers);
    }

    String headerLines() {
        StringBuilder lines = new StringBuilder();
        new TreeMap<>(headers)
                .forEach((name, value) ->
                        lines.append(name).append(": ").append(value).append('\n'));
        return lines.toString();
    }

    byte[] bytes() {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        return bytes;
    }
}
