// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.bidsforge.store.Retries;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;

/** The pages of a listing, each asked for again if it fails before anything of it was handed over. */
final class Pages {
    private final Connection connection;
    private final Retries retries;
    private final String action;
    private final String name;

    Pages(Connection connection, Retries retries, String action, String name) {
        this.connection = connection;
        this.retries = retries;
        this.action = action;
        this.name = name;
    }

    /** Hands over the elements with these names, and gives what the page says beside them. */
    Map<String, String> read(Request request, Map<String, Consumer<Map<String, String>>> elements)
            throws StoreException {
        Answer answer = retries.run(() -> ask(request));
        try (answer) {
            return Xml.read(action, name, answer, elements);
        }
    }

    private Answer ask(Request request) throws StoreException {
        try {
            return connection.send(action, name, request);
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw new StoreException(Kind.TRANSIENT, action, name, Connection.message(e), e);
        }
    }

    /** The Key of an element; it is escaped because XML cannot hold every name. */
    static String name(Map<String, String> element) {
        return unescape(element.getOrDefault("Key", ""));
    }

    static String unescape(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
