// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bidsforge.core.bids.BidsSchema;
import org.bidsforge.core.config.Environment;
import org.bidsforge.core.config.Home;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.dicom.net.StorageClientConfig;
import org.bidsforge.dicom.net.StoreOutcome;
import org.bidsforge.stages.phantom.PhantomSession;
import org.bidsforge.stages.send.Sending;
import org.bidsforge.stages.site.Announcement;
import org.bidsforge.stages.site.Site;
import org.bidsforge.stages.study.Study;

/** The whole way of a session, with all programs started here. */
final class Demo implements AutoCloseable {
    private static final String STUDY_DESCRIPTION = "Lab^Memory";
    private static final StudyName DEFAULT_STUDY = new StudyName("demo", "own");

    private final Path distribution;
    private final Home home;
    private final Programs programs;
    private final Site site;
    private final Steps steps;

    private Demo(Path distribution, Programs programs, Site site, Steps steps) {
        this.distribution = distribution;
        this.home = site.home();
        this.programs = programs;
        this.site = site;
        this.steps = steps;
    }

    static Demo prepare(Environment environment, Path distribution, Steps steps) throws IOException {
        Home home = environment.home();
        Map<String, String> settings = new LinkedHashMap<>(Ports.in(home.root().resolve("demo/ports.properties")));
        settings.put("BIDSFORGE_HOME", home.root().toString());
        settings.put("BIDSFORGE_CLOSE_SECONDS", "1");
        settings.put("BIDSFORGE_RECONCILE_SECONDS", "30");
        settings.put("BIDSFORGE_DEFAULT_STUDY", DEFAULT_STUDY.toString());
        settings.put("PATH", searchPath(environment, distribution));
        Map<String, String> all = new LinkedHashMap<>(System.getenv());
        all.putAll(settings);
        Site site = new Site(Environment.of(all));
        return new Demo(distribution, new Programs(distribution.resolve("bin"), home, settings), site, steps);
    }

    private static String searchPath(Environment environment, Path distribution) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return distribution.resolve("bin") + ":" + environment.toolbox().root().resolve("bin") + ":" + path;
    }

    void run(@SuppressWarnings("OptionalUsedAsFieldOrParameterType") Optional<Path> own)
            throws IOException, InterruptedException {
        programs.start("bidsforge-service", "service");
        Announcement intake = programs.start("bidsforge-intake", "intake");
        steps.done("service, forge and intake started; state in " + home.root());
        Path folder = own.isPresent() ? own.get() : phantom();
        for (StudyName study : Studies.in(folder, DEFAULT_STUDY)) {
            BidsSchema schema = BidsSchema.read(site.environment().toolbox().requireSchema());
            new Study(site, study, "pseudonym", schema.bidsVersion()).create(line -> {});
            steps.done("study " + study + " ready");
        }
        Journey journey = new Journey(new ServiceView(site.serviceUrl()), site.forge(), programs, steps);
        Set<String> before = journey.known();
        send(folder, intake.port());
        long sent = System.nanoTime();
        List<Journey.Arrival> arrivals = new ArrayList<>();
        for (String spooled : journey.arrived(before)) {
            arrivals.add(journey.follow(spooled));
        }
        double seconds = (System.nanoTime() - sent) / 1e9;
        for (Journey.Arrival arrival : arrivals) {
            journey.pictures(arrival);
        }
        steps.say(String.format(
                "From the last C-STORE response to merge request open and checks green: %.1f s", seconds));
        for (Journey.Arrival arrival : arrivals) {
            links(arrival);
        }
    }

    private Path phantom() throws IOException {
        Path folder = home.root().resolve("demo/sessions");
        Files.createDirectories(folder);
        long number = 1;
        while (Files.exists(folder.resolve("session-" + number))) {
            number++;
        }
        Path session = folder.resolve("session-" + number);
        PhantomSession.Written written = new PhantomSession(number, STUDY_DESCRIPTION)
                .write(session, folder.resolve("session-" + number + "-identifiers.json"));
        steps.done("synthetic session made: " + written.objects() + " objects, " + written.series() + " series");
        return session;
    }

    private void send(Path folder, int port) throws IOException {
        StorageClientConfig peer = StorageClientConfig.of("127.0.0.1", port, "DEMO", "BIDSFORGE");
        List<StoreOutcome> outcomes = new Sending(peer).send(List.of(folder), steps.writer());
        long stored = outcomes.stream().filter(StoreOutcome::isStored).count();
        if (stored == 0) {
            throw new IOException("The intake took none of " + outcomes.size() + " files of " + folder);
        }
        steps.done("received: " + stored + " objects sent by C-STORE"
                + (stored == outcomes.size() ? "" : ", " + (outcomes.size() - stored) + " files not taken"));
    }

    private void links(Journey.Arrival arrival) throws IOException, InterruptedException {
        String repository = arrival.study().repository(RepositoryKind.BIDS).fullName();
        String address = site.forgeUrl()
                .toString()
                .replace("http://", "http://demo:$(cat " + home.secrets().resolve("forge-token") + ")@");
        String clone = arrival.session().toString();
        steps.say("");
        steps.say("Session page:   " + arrival.sessionPage());
        steps.say("Merge request:  " + SignInLink.to(arrival.request().page(), site.forgeUrl(), site.forgeToken()));
        steps.say("Paste to get the data, and to stop:");
        steps.say("  git clone -b " + arrival.session().branch() + " " + address + "/" + repository + ".git " + clone);
        steps.say("  cd " + clone + " && PATH=\"" + distribution.resolve("bin") + ":"
                + site.environment().toolbox().root().resolve("bin") + ":$PATH\" git annex get .");
        steps.say("  kill " + ProcessHandle.current().pid());
        steps.say("Newer versions of git-annex send from that clone only after: git annex verifyremote store");
    }

    /** Until somebody ends this process, or a program ends by itself. */
    void stay() throws IOException, InterruptedException {
        while (true) {
            Optional<String> broken = programs.broken();
            if (broken.isPresent()) {
                // Ctrl-C reaches the programs too, and may be seen there first.
                Thread.sleep(1000);
                if (programs.isClosing()) {
                    return;
                }
                throw new IOException(broken.get());
            }
            Thread.sleep(1000);
        }
    }

    @Override
    public void close() {
        programs.close();
    }
}
