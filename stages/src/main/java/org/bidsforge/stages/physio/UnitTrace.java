// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.physio;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.StringTokenizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidsforge.stages.source.UnitLog;

/**
 * The samples of a log of Siemens' physiological unit. Its first line has four settings, then the samples, between which
 * stand 5000 and 6000 where the scanner began and ended to detect something, and notes between 5002 and 6002; 5003 ends
 * it. The lines below name the times of the first and last sample in milliseconds of the scanner's clock.
 */
final class UnitTrace {
    private static final int SETTINGS = 4;
    private static final int DETECTED = 5000;
    private static final int NOTE = 5002;
    private static final int END = 5003;
    private static final int DETECTED_NO_MORE = 6000;
    private static final int NOTE_END = 6002;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final long LARGEST = 64L << 20;
    private static final long DAY = 24L * 60 * 60 * 1000;

    /** Samples in a second that the unit is known to write; the last stands for two leads at 400. */
    private static final int[] RATES = {50, 100, 200, 400, 800};

    /** The unit writes what is left in its buffer at the end, so that there may be a few samples more. */
    private static final double TOLERANCE = 0.02;

    private final long start;
    private final int rate;
    private final int leads;
    private final int[] samples;
    private final BitSet detected;

    private UnitTrace(long start, int rate, int leads, int[] samples, BitSet detected) {
        this.start = start;
        this.rate = rate;
        this.leads = leads;
        this.samples = samples;
        this.detected = detected;
    }

    static UnitTrace read(UnitLog log) throws IOException {
        Path file = log.file();
        if (Files.size(file) > LARGEST) {
            throw new IOException("It is larger than 64 MiB");
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        long start = time(text, "LogStartMDHTime");
        long stop = time(text, "LogStopMDHTime");
        double seconds = Math.floorMod(stop - start, DAY) / 1000.0;
        BitSet detected = new BitSet();
        int[] samples = samples(text, detected);
        double measured = samples.length / seconds;
        int rate = Arrays.stream(RATES)
                .filter(known -> Math.abs(measured / known - 1) < TOLERANCE)
                .findFirst()
                .orElseThrow(() -> new IOException("Its " + samples.length + " samples do not fit its duration"));
        boolean two = rate == 800;
        if (two && !log.kind().equals("ecg")) {
            throw new IOException("Its " + samples.length + " samples are twice as many as fit its duration");
        }
        return new UnitTrace(start, two ? rate / 2 : rate, two ? 2 : 1, samples, detected);
    }

    private static long time(String text, String key) throws IOException {
        Matcher found = Pattern.compile(key + ":[ \\t]*([0-9]{1,9})").matcher(text);
        if (!found.find() || Long.parseLong(found.group(1)) >= DAY) {
            throw new IOException("It does not name its " + key);
        }
        return Long.parseLong(found.group(1));
    }

    private static int[] samples(String text, BitSet detected) throws IOException {
        int[] samples = new int[1024];
        int count = 0;
        int words = 0;
        boolean note = false;
        StringTokenizer tokens = new StringTokenizer(text);
        while (tokens.hasMoreTokens()) {
            String token = tokens.nextToken();
            words++;
            if (words <= SETTINGS || !NUMBER.matcher(token).matches()) {
                if (words > SETTINGS && !note) {
                    throw new IOException("Its samples must be numbers that end with 5003");
                }
                continue;
            }
            int value = Integer.parseInt(token);
            if (note || value == NOTE) {
                note = value != NOTE_END;
            } else if (value == END) {
                return Arrays.copyOf(samples, count);
            } else if (value == DETECTED) {
                detected.set(Math.max(0, count - 1));
            } else if (value != DETECTED_NO_MORE) {
                if (count == samples.length) {
                    samples = Arrays.copyOf(samples, 2 * count);
                }
                samples[count++] = value;
            }
        }
        throw new IOException("Its samples must end with 5003");
    }

    int rate() {
        return rate;
    }

    int leads() {
        return leads;
    }

    /** Samples of each lead. */
    int length() {
        return samples.length / leads;
    }

    /** Seconds of the day of the first sample. */
    double startSeconds() {
        return start / 1000.0;
    }

    /** Seconds from {@code origin}, a time of day, to this sample. */
    BigDecimal since(double origin, int sample) {
        return BigDecimal.valueOf(start / 1000.0 - origin + (double) sample / rate)
                .setScale(4, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
    }

    /** The leads at this sample, then 1 where the scanner detected something, else 0; separated by tabs. */
    String row(int sample) {
        StringBuilder row = new StringBuilder();
        boolean mark = false;
        for (int lead = 0; lead < leads; lead++) {
            int at = sample * leads + lead;
            row.append(samples[at]).append('\t');
            mark |= detected.get(at);
        }
        return row.append(mark ? '1' : '0').toString();
    }
}
