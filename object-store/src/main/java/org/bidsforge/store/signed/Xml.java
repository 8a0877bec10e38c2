// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.bidsforge.store.StoreException;
import org.bidsforge.store.StoreException.Kind;
import org.bidsforge.store.http.Answer;

/**
 * Reads the answers of S3, all of which are a list of elements with texts in them: hands over each element of the given
 * names as its texts by name, and gives the texts that stand beside them. Memory is bounded by one such element.
 */
final class Xml {
    private static final int LONGEST = 1 << 14;

    private Xml() {}

    /** The texts of a short answer. */
    static Map<String, String> texts(String action, String name, Answer answer) throws StoreException {
        return read(action, name, answer, Map.of());
    }

    static Map<String, String> read(
            String action, String name, Answer answer, Map<String, Consumer<Map<String, String>>> elements)
            throws StoreException {
        try (InputStream in = answer.content()) {
            return read(reader(in), elements);
        } catch (XMLStreamException e) {
            Kind kind = e.getNestedException() instanceof IOException ? Kind.TRANSIENT : Kind.PERMANENT;
            throw new StoreException(kind, action, name, "the answer is not the XML of S3: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StoreException(Kind.TRANSIENT, action, name, Connection.message(e), e);
        }
    }

    private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory.createXMLStreamReader(in, "UTF-8");
    }

    private static Map<String, String> read(XMLStreamReader reader, Map<String, Consumer<Map<String, String>>> elements)
            throws XMLStreamException {
        Map<String, String> beside = new HashMap<>();
        Map<String, String> texts = beside;
        String within = "";
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                text.setLength(0);
                if (within.isEmpty() && elements.containsKey(reader.getLocalName())) {
                    within = reader.getLocalName();
                    texts = new HashMap<>();
                }
            } else if (event == XMLStreamConstants.CHARACTERS) {
                append(text, reader.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                String ended = reader.getLocalName();
                Consumer<Map<String, String>> consumer = elements.get(ended);
                if (consumer != null && ended.equals(within)) {
                    consumer.accept(texts);
                    texts = beside;
                    within = "";
                } else if (texts.size() < 100) {
                    // The first wins: an upload's Owner has names that its Initiator has, too.
                    texts.putIfAbsent(ended, text.toString());
                }
                text.setLength(0);
            }
        }
        return beside;
    }

    private static void append(StringBuilder text, String more) throws XMLStreamException {
        if (text.length() + more.length() > LONGEST) {
            throw new XMLStreamException("a text is longer than " + LONGEST + " characters");
        }
        text.append(more);
    }
}
