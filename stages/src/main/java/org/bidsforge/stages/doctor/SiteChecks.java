// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.bidsforge.core.config.Variable;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.RepositoryName;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.dicom.net.StorageClient;
import org.bidsforge.dicom.net.StorageClientConfig;
import org.bidsforge.forge.Forge;
import org.bidsforge.forge.Hook;
import org.bidsforge.forge.Repository;
import org.bidsforge.stages.site.Announcement;
import org.bidsforge.stages.site.Site;
import org.bidsforge.store.ObjectContent;
import org.bidsforge.store.ObjectStore;

/** The servers that the settings name: forge, store, service, intake, and the way of a hook. */
final class SiteChecks {
    private static final Duration HOOK_WAIT = Duration.ofSeconds(10);

    private final Site site;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    SiteChecks(Site site) {
        this.site = site;
    }

    /** A check of one thing; what it throws is what is wrong. */
    @FunctionalInterface
    private interface Check {
        Symptom run() throws IOException, InterruptedException;
    }

    List<Symptom> all() throws InterruptedException {
        List<Symptom> symptoms = new ArrayList<>();
        symptoms.add(check(
                "forge", this::forge, "Start bidsforge-service, or set BIDSFORGE_FORGE_URL and BIDSFORGE_FORGE_TOKEN"));
        symptoms.add(check("store", this::store, "Look at BIDSFORGE_STORE_URL and its keys"));
        symptoms.add(check("service", this::service, "Start bidsforge-service, or set BIDSFORGE_SERVICE_URL"));
        symptoms.add(check("intake", this::intake, "Start bidsforge-intake"));
        symptoms.add(check("hooks", this::hooks, "bidsforge study create INVESTIGATOR/STUDY for that study again"));
        return symptoms;
    }

    private static Symptom check(String name, Check check, String remedy) throws InterruptedException {
        try {
            return check.run();
        } catch (IOException | IllegalArgumentException e) {
            return Symptom.failed(name, String.valueOf(e.getMessage()), remedy);
        }
    }

    private Symptom forge() throws IOException {
        Forge forge = site.forge();
        return Symptom.ok(
                "forge",
                forge.version() + " at " + forge.url() + " as " + forge.whoAmI().login());
    }

    /** Puts, reads and removes an object that nobody else knows. */
    private Symptom store() throws IOException {
        ObjectStore store = site.store();
        String name = ".bidsforge-doctor/" + UUID.randomUUID();
        byte[] nonce = name.getBytes(StandardCharsets.UTF_8);
        store.put(name, ObjectContent.ofBytes(nonce));
        try (InputStream in = store.read(name, 0)) {
            if (!Arrays.equals(in.readNBytes(nonce.length + 1), nonce)) {
                throw new IOException("The store gives back other bytes than were put into it");
            }
        } finally {
            store.delete(name);
        }
        return Symptom.ok("store", "put, read and removed an object at " + site.storeLocation());
    }

    private Symptom service() throws IOException, InterruptedException {
        HttpResponse<String> answer = get(URI.create(site.serviceUrl() + "/health"));
        if (answer.statusCode() != 200) {
            throw new IOException("The service says it is not well: " + answer.body());
        }
        return Symptom.ok("service", "well at " + site.serviceUrl());
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Symptom intake() throws IOException {
        int port = Announcement.of(site.home(), "intake")
                .map(Announcement::port)
                .orElseGet(() -> site.environment().port(Variable.BIDSFORGE_DICOM_PORT));
        if (port == 0) {
            throw new IOException("No intake runs in " + site.home().root());
        }
        String host = site.environment().get(Variable.BIDSFORGE_DICOM_HOST);
        String title = site.environment().get(Variable.BIDSFORGE_AE_TITLE);
        new StorageClient(StorageClientConfig.of(host, port, "DOCTOR", title)).echo();
        return Symptom.ok("intake", "answers C-ECHO at " + host + ":" + port);
    }

    /** Asks the forge for a test delivery and waits until the service has counted it. */
    private Symptom hooks() throws IOException, InterruptedException {
        Forge forge = site.forge();
        String target = site.serviceUrl() + "/hook/gitea";
        List<RepositoryName> studies = forge.repositories().list().stream()
                .map(Repository::name)
                .filter(name -> StudyName.of(name)
                        .filter(study ->
                                study.repository(RepositoryKind.SOURCEDATA).equals(name))
                        .isPresent())
                .toList();
        for (RepositoryName name : studies) {
            Optional<Hook> hook = forge.hooks().list(name).stream()
                    .filter(one -> withoutQuery(one.url()).equals(target) && one.active())
                    .findFirst();
            if (hook.isEmpty()) {
                throw new IOException("No active hook of " + name.fullName() + " leads to " + target);
            }
            roundTrip(forge, name, hook.get());
        }
        return studies.isEmpty()
                ? Symptom.warning("hooks", "There is no study yet", "bidsforge study create INVESTIGATOR/STUDY")
                : Symptom.ok("hooks", "a test delivery of " + studies.size() + " studies arrived");
    }

    /** A hook's address may end in the fingerprint of its secret. */
    private static String withoutQuery(URI url) {
        return url.toString().replaceFirst("[?].*", "");
    }

    private void roundTrip(Forge forge, RepositoryName name, Hook hook) throws IOException, InterruptedException {
        long before = deliveries();
        forge.hooks().test(name, hook.id());
        long deadline = System.nanoTime() + HOOK_WAIT.toNanos();
        while (System.nanoTime() < deadline) {
            if (deliveries() > before) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IOException("A test delivery of " + name.fullName() + " did not arrive within "
                + HOOK_WAIT.toSeconds() + " s; on Gitea look at ALLOWED_HOST_LIST");
    }

    /** Authentic deliveries since the service started. */
    private long deliveries() throws IOException, InterruptedException {
        return get(URI.create(site.serviceUrl() + "/metrics"))
                .body()
                .lines()
                .filter(line -> line.startsWith("bidsforge_hook_deliveries_total{") && !line.contains("refused"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
