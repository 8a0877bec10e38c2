// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bidsforge.dicom.Uids;

/** A-ASSOCIATE-RQ and -AC, which differ in little (PS3.8 sections 9.3.2 and 9.3.3). */
record AssociateMessage(String calledTitle, String callingTitle, int maxPdu, List<PresentationContext> contexts) {
    private static final int APPLICATION_CONTEXT = 0x10;
    private static final int CONTEXT_REQUEST = 0x20;
    private static final int CONTEXT_ANSWER = 0x21;
    private static final int ABSTRACT_SYNTAX = 0x30;
    private static final int TRANSFER_SYNTAX = 0x40;
    private static final int USER_INFORMATION = 0x50;
    private static final int MAXIMUM_LENGTH = 0x51;
    private static final int IMPLEMENTATION_CLASS = 0x52;
    private static final int IMPLEMENTATION_VERSION = 0x55;
    private static final int FIXED = 68;

    AssociateMessage {
        contexts = List.copyOf(contexts);
    }

    byte[] encode(PduType type) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put16(out, 1);
        put16(out, 0);
        out.writeBytes(Titles.encode(calledTitle));
        out.writeBytes(Titles.encode(callingTitle));
        out.writeBytes(new byte[32]);
        putItem(out, APPLICATION_CONTEXT, ascii(Uids.APPLICATION_CONTEXT));
        for (PresentationContext context : contexts) {
            boolean request = type == PduType.ASSOCIATE_REQUEST;
            putItem(out, request ? CONTEXT_REQUEST : CONTEXT_ANSWER, encode(context, request));
        }
        ByteArrayOutputStream user = new ByteArrayOutputStream();
        putItem(user, MAXIMUM_LENGTH, ByteBuffer.allocate(4).putInt(maxPdu).array());
        putItem(user, IMPLEMENTATION_CLASS, ascii(Uids.IMPLEMENTATION_CLASS));
        putItem(user, IMPLEMENTATION_VERSION, ascii(Uids.IMPLEMENTATION_VERSION));
        putItem(out, USER_INFORMATION, user.toByteArray());
        return out.toByteArray();
    }

    /** Reads the body of either message. */
    static AssociateMessage parse(byte[] body) throws IOException {
        if (body.length < FIXED || (body[1] & 1) == 0) {
            throw new ProtocolException("The association message is not of protocol version 1");
        }
        String called = text(ByteBuffer.wrap(body, 4, 16));
        String calling = text(ByteBuffer.wrap(body, 20, 16));
        List<PresentationContext> contexts = new ArrayList<>();
        int maxPdu = 0;
        try {
            ByteBuffer items = ByteBuffer.wrap(body, FIXED, body.length - FIXED);
            while (items.hasRemaining()) {
                int type = items.get() & 0xFF;
                ByteBuffer item = content(items);
                if (type == CONTEXT_REQUEST || type == CONTEXT_ANSWER) {
                    contexts.add(context(item));
                } else if (type == USER_INFORMATION) {
                    maxPdu = maximumLength(item);
                }
            }
        } catch (BufferUnderflowException e) {
            throw new ProtocolException("The association message is cut short");
        }
        return new AssociateMessage(Titles.clean(called), Titles.clean(calling), maxPdu, contexts);
    }

    private static byte[] encode(PresentationContext context, boolean request) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(context.id());
        out.write(0);
        out.write(request ? 0 : context.result());
        out.write(0);
        if (request) {
            putItem(out, ABSTRACT_SYNTAX, ascii(context.abstractSyntax()));
        }
        for (String syntax : context.transferSyntaxes()) {
            putItem(out, TRANSFER_SYNTAX, ascii(syntax));
        }
        return out.toByteArray();
    }

    private static PresentationContext context(ByteBuffer item) {
        int id = item.get() & 0xFF;
        item.get();
        int result = item.get() & 0xFF;
        item.get();
        String abstractSyntax = "";
        List<String> transferSyntaxes = new ArrayList<>();
        while (item.hasRemaining()) {
            int type = item.get() & 0xFF;
            String uid = text(content(item));
            if (type == ABSTRACT_SYNTAX) {
                abstractSyntax = uid;
            } else if (type == TRANSFER_SYNTAX) {
                transferSyntaxes.add(uid);
            }
        }
        return new PresentationContext(id, result, abstractSyntax, List.copyOf(transferSyntaxes));
    }

    private static int maximumLength(ByteBuffer user) {
        int length = 0;
        while (user.hasRemaining()) {
            int type = user.get() & 0xFF;
            ByteBuffer item = content(user);
            if (type == MAXIMUM_LENGTH) {
                length = item.getInt();
            }
        }
        return length;
    }

    private static ByteBuffer content(ByteBuffer items) {
        items.get();
        int length = items.getShort() & 0xFFFF;
        if (length > items.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer content = items.slice(items.position(), length);
        items.position(items.position() + length);
        return content;
    }

    private static String text(ByteBuffer bytes) {
        String text = StandardCharsets.ISO_8859_1.decode(bytes).toString();
        int end = text.indexOf(0);
        return (end < 0 ? text : text.substring(0, end)).strip();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void putItem(ByteArrayOutputStream out, int type, byte[] content) {
        out.write(type);
        out.write(0);
        put16(out, content.length);
        out.writeBytes(content);
    }

    private static void put16(ByteArrayOutputStream out, int value) {
        out.write(value >>> 8);
        out.write(value);
    }
}
