// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.signed;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    private static final int DEEPEST = 16;
    /** Twice what a page has whose names are all as long as can be and escaped. */
    private static final long MOST_BYTES = 8 << 20;

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private Xml() {}

    /** The texts of a short answer. */
    static Map<String, String> texts(String action, String name, Answer answer) throws StoreException {
        return read(action, name, answer, Map.of());
    }

    static Map<String, String> read(
            String action, String name, Answer answer, Map<String, Consumer<Map<String, String>>> elements)
            throws StoreException {
        try (InputStream in = new ShortStream(answer.content(), MOST_BYTES, LONGEST_WAIT)) {
            return read(reader(in), elements);
        } catch (XMLStreamException e) {
            Throwable reason = e.getNestedException();
            boolean broken = reason instanceof IOException && !(reason instanceof CharacterCodingException);
            Kind kind = broken ? Kind.TRANSIENT : Kind.PERMANENT;
            throw new StoreException(kind, action, name, "the answer is not the XML of S3: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new StoreException(Kind.TRANSIENT, action, name, Connection.message(e), e);
        }
    }

    /** Decoded here, because the parser complains of bytes that are no UTF-8 on standard error. */
    private static XMLStreamReader reader(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory.createXMLStreamReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    }

    private static Map<String, String> read(XMLStreamReader reader, Map<String, Consumer<Map<String, String>>> elements)
            throws XMLStreamException {
        Map<String, String> beside = new HashMap<>();
        Map<String, String> texts = beside;
        String within = "";
        StringBuilder text = new StringBuilder();
        int depth = 0;
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.DTD) {
                throw new XMLStreamException("it declares a document type");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (++depth > DEEPEST) {
                    throw new XMLStreamException("its elements are nested too deep");
                }
                text.setLength(0);
                if (within.isEmpty() && elements.containsKey(reader.getLocalName())) {
                    within = reader.getLocalName();
                    texts = new HashMap<>();
                }
            } else if (event == XMLStreamConstants.CHARACTERS) {
                append(text, reader.getText());
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
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
