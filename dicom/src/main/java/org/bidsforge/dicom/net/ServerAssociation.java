// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.SopClasses;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a storage server, from its first unit to its last. */
final class ServerAssociation {
    private static final Logger LOG = LoggerFactory.getLogger(ServerAssociation.class);
    private static final int ABORT_UNSPECIFIED = 0;
    private static final int ABORT_UNEXPECTED_UNIT = 2;

    private final StorageServerConfig config;
    private final StoreHandler handler;
    private final Connection connection;
    private final MessageReader messages;
    private final String peer;
    private final Map<Integer, PresentationContext> contexts = new HashMap<>();
    private String calling = "";
    private String called = "";
    private int peerMaxPdu;
    private int stored;

    ServerAssociation(StorageServerConfig config, StoreHandler handler, Connection connection, String peer) {
        this.config = config;
        this.handler = handler;
        this.connection = connection;
        this.messages = new MessageReader(connection);
        this.peer = peer;
    }

    /** Serves the peer until it leaves; {@code busy} refuses it because others fill the server. */
    AssociationEvent serve(boolean busy) {
        try {
            Optional<AssociationEvent> refused = negotiate(busy);
            return refused.isPresent() ? refused.get() : talk();
        } catch (IOException e) {
            abortQuietly(e instanceof ProtocolException ? ABORT_UNEXPECTED_UNIT : ABORT_UNSPECIFIED);
            boolean greeted = !called.isEmpty() || !calling.isEmpty();
            AssociationEvent.Kind kind = greeted || !(e instanceof ProtocolException)
                    ? AssociationEvent.Kind.ABORTED
                    : AssociationEvent.Kind.NOT_DICOM;
            String reason = e.getMessage();
            return event(kind, reason == null ? e.getClass().getSimpleName() : reason);
        }
    }

    private Optional<AssociationEvent> negotiate(boolean busy) throws IOException {
        Optional<Connection.Head> head = connection.readHead(config.transferTimeout());
        if (head.isEmpty()) {
            return Optional.of(event(AssociationEvent.Kind.NOT_DICOM, "The peer closed without a word"));
        }
        if (head.get().type() != PduType.ASSOCIATE_REQUEST) {
            throw new ProtocolException("The first unit is no association request");
        }
        AssociateMessage request =
                AssociateMessage.parse(connection.readBody(head.get().length()));
        calling = request.callingTitle();
        called = request.calledTitle();
        peerMaxPdu = request.maxPdu();
        if (busy) {
            connection.reject(true, 3, 2);
            return Optional.of(event(AssociationEvent.Kind.REFUSED, "Too many associations"));
        }
        Optional<String> refusal = handler.refusal();
        if (refusal.isPresent()) {
            connection.reject(true, 3, 2);
            return Optional.of(event(AssociationEvent.Kind.REFUSED, refusal.get()));
        }
        List<PresentationContext> answers =
                request.contexts().stream().map(Negotiation::answer).toList();
        answers.stream().filter(PresentationContext::isAccepted).forEach(answer -> contexts.put(answer.id(), answer));
        if (contexts.isEmpty()) {
            connection.reject(false, 1, 1);
            return Optional.of(event(AssociationEvent.Kind.REFUSED, "None of the proposed services is offered here"));
        }
        AssociateMessage answer = new AssociateMessage(called, calling, config.maxPdu(), answers);
        connection.write(PduType.ASSOCIATE_ACCEPT, answer.encode(PduType.ASSOCIATE_ACCEPT));
        return Optional.empty();
    }

    private AssociationEvent talk() throws IOException {
        while (true) {
            Optional<MessageReader.Command> command = messages.readCommand(config.idleTimeout());
            if (command.isEmpty()) {
                return switch (messages.ending()) {
                    case RELEASE -> {
                        connection.write(PduType.RELEASE_RESPONSE, new byte[4]);
                        yield event(AssociationEvent.Kind.RELEASED, "");
                    }
                    case ABORT -> event(AssociationEvent.Kind.ABORTED, "The peer aborted");
                    case CLOSED -> event(AssociationEvent.Kind.ABORTED, "The peer closed without release");
                };
            }
            answer(command.get());
        }
    }

    private void answer(MessageReader.Command command) throws IOException {
        PresentationContext context = contexts.get(command.contextId());
        if (context == null) {
            throw new ProtocolException("A message in a context that was not accepted: " + command.contextId());
        }
        DataSet request = command.dataSet();
        int field = request.getInt(Tag.COMMAND_FIELD).orElse(-1);
        if (field == Dimse.CANCEL_REQUEST) {
            return;
        }
        if (field < 0 || (field & Dimse.RESPONSE) != 0) {
            throw new ProtocolException("A message that is no request: " + field);
        }
        int status = 0;
        if (field == Dimse.STORE_REQUEST && Dimse.hasDataSet(request)) {
            status = store(context, request).code();
        } else if (Dimse.hasDataSet(request)) {
            messages.dataSet(context.id(), config.transferTimeout()).transferTo(OutputStream.nullOutputStream());
        }
        if (field != Dimse.STORE_REQUEST && field != Dimse.ECHO_REQUEST) {
            status = Dimse.UNRECOGNIZED_OPERATION;
        }
        Dimse.write(Dimse.response(request, status), connection.dataStream(context.id(), true, peerMaxPdu));
    }

    private StoreStatus store(PresentationContext context, DataSet request) throws IOException {
        MessageReader.DataSetStream dataSet = messages.dataSet(context.id(), config.transferTimeout());
        StoreStatus status = handle(context, request, dataSet);
        dataSet.transferTo(OutputStream.nullOutputStream());
        if (status == StoreStatus.SUCCESS) {
            stored++;
        }
        return status;
    }

    private StoreStatus handle(PresentationContext context, DataSet request, MessageReader.DataSetStream dataSet)
            throws IOException {
        String sopClass = request.getString(Tag.AFFECTED_SOP_CLASS_UID).orElse("");
        String sopInstance = request.getString(Tag.AFFECTED_SOP_INSTANCE_UID).orElse("");
        if (!SopClasses.isStorage(sopClass)) {
            return StoreStatus.SOP_CLASS_NOT_SUPPORTED;
        }
        if (!Uids.isValid(sopInstance) || !Uids.isValid(sopClass)) {
            return StoreStatus.INVALID_OBJECT_INSTANCE;
        }
        String syntax = context.transferSyntaxes().get(0);
        StoreRequest store = new StoreRequest(sopClass, sopInstance, syntax, calling, called, peer);
        try {
            return handler.store(store, dataSet);
        } catch (IOException | RuntimeException e) {
            if (dataSet.failed() && e instanceof IOException network) {
                throw network;
            }
            LOG.error("Storing an object from {} failed", peer, e);
            return StoreStatus.OUT_OF_RESOURCES;
        }
    }

    private void abortQuietly(int reason) {
        try {
            connection.abort(reason);
        } catch (IOException e) {
            LOG.debug("{} was gone before the abort", peer, e);
        }
    }

    private AssociationEvent event(AssociationEvent.Kind kind, String reason) {
        return new AssociationEvent(kind, peer, calling, reason, stored);
    }
}
