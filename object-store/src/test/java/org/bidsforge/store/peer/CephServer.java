// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.peer;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A real Ceph with one monitor, one disk in a file and a gateway that speaks S3 and gives tokens. There is no manager: it
 * only counts.
 */
public final class CephServer extends OwnedServer {
    /** A role that the owner may take on, and that may do what the owner may. */
    public static final String ROLE = "arn:aws:iam:::role/writer";

    private static final long DISK = 8L << 30;
    private static final int STEP_SECONDS = 60;
    private static final Set<String> OFFLINE = Set.of("ceph-authtool", "monmaptool");
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["sts:AssumeRole"],
             "Principal": {"AWS": ["arn:aws:iam:::user/owner"]}}]}""";
    private static final String RIGHTS = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:*"],
             "Resource": ["arn:aws:s3:::*"]}]}""";

    private static Optional<CephServer> shared = Optional.empty();

    private final Path folder;

    private CephServer(Path folder, int port) {
        super(port);
        this.folder = folder;
    }

    /** One for all tests of this process, because it takes 9 s to start; aborts the test where there is no Ceph. */
    public static synchronized CephServer shared() throws IOException, InterruptedException {
        if (shared.isEmpty()) {
            Path folder = Files.createTempDirectory("bidsforge-ceph");
            CephServer started = start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> started.end(folder)));
            shared = Optional.of(started);
        }
        return shared.get();
    }

    private void end(Path whole) {
        try {
            stop();
            ServerProcess.delete(whole);
        } catch (IOException | InterruptedException e) {
            System.err.println("cannot remove " + whole + ": " + e.getMessage());
        }
    }

    private static CephServer start(Path folder) throws IOException, InterruptedException {
        for (String program : List.of("ceph", "ceph-mon", "ceph-osd", "radosgw", "radosgw-admin")) {
            ServerProcess.program(program);
        }
        if (folder.toString().contains(" ")) {
            abort("Ceph takes no path with a blank: " + folder);
        }
        CephServer server = new CephServer(Files.createDirectories(folder.resolve("ceph")), ServerProcess.freePort());
        try {
            server.start();
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.stop();
            throw e;
        }
        return server;
    }

    private void start() throws IOException, InterruptedException {
        String cluster = UUID.randomUUID().toString();
        String disk = UUID.randomUUID().toString();
        int monitor = ServerProcess.freePort();
        for (String data : List.of("mon", "osd", "rgw")) {
            Files.createDirectories(folder.resolve(data));
        }
        writeSettings(cluster, monitor);
        makeKeys();
        run("monmaptool", "--create", "--addv", "a", "[v2:127.0.0.1:" + monitor + "]", "--fsid", cluster, "monmap");
        run("ceph-mon", "--mkfs", "-i", "a", "--monmap", "monmap", "--keyring", "keyring");
        serve("ceph-mon", "-i", "a");
        // Waits for the monitor.
        run("ceph", "osd", "new", disk);
        run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", disk);
        serve("ceph-osd", "-i", "0");
        // The first to ask makes the pools, which waits for the disk.
        String keys = "--access-key=" + USER + " --secret-key=" + PASSWORD;
        administer("user create --uid=owner --display-name=owner " + keys);
        administer("role create --role-name=writer", "--assume-role-policy-doc=" + TRUST);
        administer("role-policy put --role-name=writer --policy-name=rights", "--policy-doc=" + RIGHTS);
        serve("radosgw", "-n", "client.rgw").await("http://127.0.0.1:" + port() + "/", 200);
    }

    /** Everything stays in this folder and on the loopback, and what is deleted is gone soon. */
    private void writeSettings(String cluster, int monitor) throws IOException {
        Files.writeString(folder.resolve("ceph.conf"), """
                [global]
                fsid = %1$s
                mon host = [v2:127.0.0.1:%2$d]
                ms bind msgr1 = false
                public addr = 127.0.0.1
                cluster addr = 127.0.0.1
                auth cluster required = cephx
                auth service required = cephx
                auth client required = cephx
                keyring = %3$s/keyring
                run dir = %3$s
                log file = %3$s/$name-messages.log
                mon cluster log file = %3$s/cluster.log
                admin socket =
                pid file =
                crash dir =
                mon data = %3$s/mon
                mon data avail crit = 0
                paxos propose interval = 0.05
                paxos min wait = 0.01
                mon allow pool size one = true
                mon pg warn min per osd = 0
                mon max pg per osd = 1000
                osd data = %3$s/osd
                osd pool default size = 1
                osd pool default min size = 1
                osd pool default pg num = 1
                osd pool default pgp num = 1
                osd pool default pg autoscale mode = off
                osd crush chooseleaf type = 0
                bluestore block size = %4$d
                bluestore block create = true
                rgw data = %3$s/rgw
                rgw frontends = beast endpoint=127.0.0.1:%5$d
                rgw sts key = 0123456789abcdef
                rgw s3 auth use sts = true
                rgw dynamic resharding = false
                rgw enable usage log = false
                rgw gc obj min wait = 5
                rgw gc processor period = 5
                """.formatted(cluster, monitor, folder, DISK, port()));
    }

    private void makeKeys() throws IOException, InterruptedException {
        run("ceph-authtool", "--create-keyring", "keyring", "--gen-key", "-n", "mon.", "--cap", "mon", "allow *");
        String all = "allow *";
        for (String name : List.of("client.admin", "osd.0", "client.rgw")) {
            run("ceph-authtool", "keyring", "--gen-key", "-n", name, "--cap", "mon", all, "--cap", "osd", all);
        }
    }

    /** The words of the command, and one that may hold blanks. */
    private void administer(String command, String... document) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        words.addAll(List.of(document));
        run("radosgw-admin", words.toArray(String[]::new));
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ServerProcess.program(program).toString());
        if (!OFFLINE.contains(program)) {
            command.addAll(List.of("-c", folder.resolve("ceph.conf").toString()));
        }
        command.addAll(List.of(arguments));
        return command;
    }

    private ServerProcess serve(String program, String... arguments) throws IOException {
        List<String> command = command(program, arguments);
        command.add("-f");
        return add(ServerProcess.start(folder, Map.of(), command));
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        Path said = folder.resolve("said-" + program + ".log");
        Process process = new ProcessBuilder(command(program, arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(STEP_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(
                    program + " " + arguments[0] + " failed within " + STEP_SECONDS + " s: " + Files.readString(said));
        }
    }

    /** What is on the disk is of no use to anybody, so none is given the time to put it in order. */
    @Override
    public void stop() throws InterruptedException {
        for (ServerProcess process : processes()) {
            process.kill();
        }
    }
}
