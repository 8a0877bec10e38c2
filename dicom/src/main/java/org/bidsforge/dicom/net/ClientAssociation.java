// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.io.DicomFile;
import org.bidsforge.dicom.io.DicomWriter;

/** An association that was accepted by a peer. */
final class ClientAssociation implements AutoCloseable {
    private static final int MAX_PDU = 256 << 10;

    private final StorageClientConfig config;
    private final Connection connection;
    private final MessageReader messages;
    private final List<PresentationContext> accepted = new ArrayList<>();
    private int peerMaxPdu;
    private int messageId;

    private ClientAssociation(StorageClientConfig config, Connection connection) {
        this.config = config;
        this.connection = connection;
        this.messages = new MessageReader(connection);
    }

    static ClientAssociation open(StorageClientConfig config, Proposal proposal) throws IOException {
        InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException("No such host: " + config.host());
        }
        SocketChannel socket = SocketChannel.open();
        try {
            TimedChannel channel = new TimedChannel(socket);
            if (!socket.connect(address)) {
                channel.finishConnect(config.connectTimeout());
            }
            ClientAssociation association =
                    new ClientAssociation(config, new Connection(channel, config.transferTimeout(), MAX_PDU));
            association.negotiate(proposal);
            return association;
        } catch (IOException e) {
            socket.close();
            throw new IOException(
                    "No association with " + config.calledTitle() + " at " + config.host() + ":" + config.port() + ": "
                            + e.getMessage(),
                    e);
        }
    }

    void echo() throws IOException {
        PresentationContext context = accepted.stream()
                .filter(candidate -> candidate.abstractSyntax().equals(Uids.VERIFICATION))
                .findFirst()
                .orElseThrow(() -> new IOException("The peer does not offer verification"));
        write(context.id(), Dimse.echoRequest(++messageId));
        int status = readResponse().getInt(Tag.STATUS).orElse(-1);
        if (status != 0) {
            throw new IOException(String.format("The peer answered C-ECHO with status %04X", status));
        }
    }

    StoreOutcome store(Path path, DicomFile file, String sopInstance) throws IOException {
        String sopClass = file.dataSet().getString(Tag.SOP_CLASS_UID).orElse("");
        Optional<PresentationContext> context = contextFor(sopClass, file.transferSyntax());
        if (context.isEmpty()) {
            return new StoreOutcome(
                    path,
                    sopInstance,
                    StoreOutcome.NOT_SENT,
                    "The peer takes no " + sopClass + " in " + file.transferSyntax());
        }
        int id = context.get().id();
        write(id, Dimse.storeRequest(++messageId & 0xFFFF, sopClass, sopInstance));
        String syntax = context.get().transferSyntaxes().get(0);
        DataUnitStream out = connection.dataStream(id, false, peerMaxPdu);
        new DicomWriter().writeDataSet(file.dataSet(), syntax, out);
        out.finish();
        DataSet response = readResponse();
        int status = response.getInt(Tag.STATUS).orElse(0xC000);
        String comment = response.getString(Tag.ERROR_COMMENT).orElse("");
        return new StoreOutcome(path, sopInstance, status, comment);
    }

    /** Ends the association in good order. */
    void release() throws IOException {
        connection.write(PduType.RELEASE_REQUEST, new byte[4]);
        Optional<Connection.Head> head = connection.readHead(config.transferTimeout());
        if (head.isPresent()) {
            connection.readBody(head.get().length());
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    private void negotiate(Proposal proposal) throws IOException {
        AssociateMessage request =
                new AssociateMessage(config.calledTitle(), config.callingTitle(), MAX_PDU, proposal.contexts());
        connection.write(PduType.ASSOCIATE_REQUEST, request.encode(PduType.ASSOCIATE_REQUEST));
        Connection.Head head = connection
                .readHead(config.connectTimeout())
                .orElseThrow(() -> new ProtocolException("The peer closed the connection"));
        byte[] body = connection.readBody(head.length());
        if (head.type() == PduType.ASSOCIATE_REJECT && body.length >= 4) {
            throw new IOException("Refused by the peer, " + (body[1] == 2 ? "for now" : "for good") + ", source "
                    + body[2] + ", reason " + body[3]);
        }
        if (head.type() != PduType.ASSOCIATE_ACCEPT) {
            throw new ProtocolException("The peer answered with " + head.type());
        }
        AssociateMessage answer = AssociateMessage.parse(body);
        peerMaxPdu = answer.maxPdu();
        for (PresentationContext context : answer.contexts()) {
            proposal.contexts().stream()
                    .filter(proposed -> proposed.id() == context.id() && context.isAccepted())
                    .forEach(proposed -> accepted.add(
                            proposed.accept(context.transferSyntaxes().get(0))));
        }
    }

    private Optional<PresentationContext> contextFor(String sopClass, String transferSyntax) {
        List<PresentationContext> candidates = accepted.stream()
                .filter(context -> context.abstractSyntax().equals(sopClass))
                .filter(context -> isExactly(context, transferSyntax) || isUncompressed(context, transferSyntax))
                // Big endian is read, but never written.
                .filter(context -> !isExactly(context, Uids.EXPLICIT_BIG_ENDIAN))
                .toList();
        return candidates.stream()
                .filter(context -> isExactly(context, transferSyntax))
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }

    private static boolean isExactly(PresentationContext context, String transferSyntax) {
        return context.transferSyntaxes().contains(transferSyntax);
    }

    private static boolean isUncompressed(PresentationContext context, String transferSyntax) {
        return !Uids.isEncapsulated(transferSyntax)
                && !Uids.isEncapsulated(context.transferSyntaxes().get(0));
    }

    private void write(int contextId, DataSet command) throws IOException {
        Dimse.write(command, connection.dataStream(contextId, true, peerMaxPdu));
    }

    private DataSet readResponse() throws IOException {
        return messages.readCommand(config.responseTimeout())
                .orElseThrow(() -> new ProtocolException("The peer ended the association: " + messages.ending()))
                .dataSet();
    }
}
