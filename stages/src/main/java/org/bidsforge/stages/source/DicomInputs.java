// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.bidsforge.core.annex.AnnexPointer;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.DicomException;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.io.DicomReader;

/** Finds every DICOM object below the inputs and sorts the objects into series. */
public final class DicomInputs {
    private static final DicomReader READER = DicomReader.ofHeaders();

    private static final long LARGEST_TABLE = 16L << 20;

    private final Unpacked unpacked;
    private final List<Found> found = new ArrayList<>();
    private final List<Withheld> withheld = new ArrayList<>();
    private final List<Collected.Damaged> unreadable = new ArrayList<>();
    private final Map<String, UnitLog> logs = new TreeMap<>();

    /** {@code unpacked} is an empty folder for what archives contain; the caller deletes it in the end. */
    public DicomInputs(Path unpacked) {
        this.unpacked = new Unpacked(unpacked);
    }

    /** A file to read, and the name by which people know it. */
    record Found(Path file, String name) {}

    /** What reading one file gave: an object, a problem, or neither when it is no DICOM. */
    private record Read(Optional<ScanObject> object, Optional<Collected.Damaged> damaged) {
        static Read object(ScanObject object) {
            return new Read(Optional.of(object), Optional.empty());
        }

        static Read damaged(String name, String problem) {
            return new Read(Optional.empty(), Optional.of(new Collected.Damaged(name, problem)));
        }

        static Read other() {
            return new Read(Optional.empty(), Optional.empty());
        }
    }

    public Collected collect(List<Path> inputs) throws IOException {
        for (Path input : inputs) {
            find(input);
        }
        SeriesSorter sorter = new SeriesSorter();
        List<Collected.Damaged> damaged = Collections.synchronizedList(new ArrayList<>(unreadable));
        AtomicInteger others = new AtomicInteger();
        // Sorting at once lets the headers go: thousands of them would not fit into memory.
        found.removeIf(this::isLog);
        found.parallelStream().map(DicomInputs::read).forEach(read -> {
            read.object().ifPresent(sorter::add);
            read.damaged().ifPresent(damaged::add);
            if (read.object().isEmpty() && read.damaged().isEmpty()) {
                others.incrementAndGet();
            }
        });
        damaged.addAll(sorter.strangers());
        damaged.sort(Comparator.comparing(Collected.Damaged::name));
        return new Collected(
                sorter.series(), withheld, damaged, sorter.doubles(), List.copyOf(logs.values()), others.get());
    }

    /** What came out of archives, and the names by which people know it: {@code archive:member}. */
    public Map<Path, String> members() {
        return found.stream()
                .filter(one -> unpacked.holds(one.file()))
                .collect(Collectors.toMap(Found::file, Found::name));
    }

    private boolean isLog(Found one) {
        Optional<UnitLog> log = UnitLog.of(one.file(), one.name());
        log.ifPresent(found -> logs.put(one.name() + "\n" + one.file(), found));
        return log.isPresent();
    }

    private void find(Path input) throws IOException {
        if (!Files.exists(input)) {
            throw missing(input);
        }
        if (!Files.isDirectory(input)) {
            Optional<List<Path>> listed = MediaDirectory.files(input);
            if (listed.isPresent()) {
                for (Path file : listed.get()) {
                    addListed(file);
                }
            } else {
                add(input, input.getFileName().toString());
            }
            return;
        }
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(input, new Walk(input, files, unreadable));
        Collections.sort(files);
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw missing(file);
            }
            if (Files.isRegularFile(file)) {
                add(file, input.relativize(file).toString());
            }
        }
    }

    private void addListed(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            add(file, file.getFileName().toString());
        } else {
            unreadable.add(new Collected.Damaged(
                    file.getFileName().toString(), "The DICOMDIR lists it, but it is not there."));
        }
    }

    /** Repositories and desktops keep their own things in hidden files and folders. */
    static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static IOException missing(Path file) throws IOException {
        if (Files.isSymbolicLink(file)
                && AnnexPointer.read(Files.readSymbolicLink(file).toString()).isPresent()) {
            return new IOException("The content of " + file + " is not here. Run: git annex get " + file);
        }
        return new IOException("There is no such file or folder: " + file + ". Check the path and try again.");
    }

    private void add(Path file, String name) throws IOException {
        if (name.endsWith(Withheld.TABLE) && Files.size(file) <= LARGEST_TABLE) {
            withheld.addAll(Withheld.of(Files.readString(file)));
            return;
        }
        try {
            Archive archive = Archive.of(file);
            if (archive.isOne()) {
                archive.unpack(unpacked, found);
            } else {
                found.add(new Found(file, name));
            }
        } catch (IOException problem) {
            // One bad archive never costs the others; a full disk shows again when the images are written.
            unreadable.add(new Collected.Damaged(name, "It cannot be unpacked: " + problem.getMessage() + "."));
        }
    }

    private static Read read(Found found) {
        try {
            DataSet header = READER.read(found.file()).dataSet();
            if (header.getString(Tag.SERIES_INSTANCE_UID).isEmpty()) {
                return isDirectory(header) ? Read.other() : Read.damaged(found.name(), "The object names no series.");
            }
            return Read.object(ScanObject.of(found, header));
        } catch (DicomException problem) {
            return problem.offset() == 0 && problem.tag() == 0
                    ? Read.other()
                    : Read.damaged(found.name(), problem.problem() + " at offset " + problem.offset() + ".");
        } catch (IOException problem) {
            return Read.damaged(found.name(), "The file cannot be read: " + problem.getMessage());
        }
    }

    /** A DICOMDIR lists files that are found anyway. */
    private static boolean isDirectory(DataSet header) {
        return !header.getSequence(MediaDirectory.RECORDS).isEmpty();
    }
}
