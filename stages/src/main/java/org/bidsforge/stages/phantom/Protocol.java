// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

import java.util.ArrayList;
import java.util.List;
import org.bidsforge.stages.phantom.Geometry.Orientation;
import org.bidsforge.stages.phantom.Geometry.Vector;
import org.bidsforge.stages.phantom.SeriesPlan.Gradient;
import org.bidsforge.stages.phantom.SeriesPlan.Kind;
import org.bidsforge.stages.phantom.SeriesPlan.Timing;

/** The series of the synthetic session, in the order in which they are scanned. */
final class Protocol {
    static final int REPORT_NUMBER = 99;

    private static final Geometry LOCALIZER = new Geometry(96, 96, 3, new Vector(2.6, 2.6, 20), Orientation.AXIAL);
    private static final Geometry WHOLE_HEAD =
            new Geometry(144, 160, 120, new Vector(1.5, 1.5, 1.5), Orientation.SAGITTAL);
    private static final Geometry ECHO_PLANAR = new Geometry(64, 64, 20, new Vector(3.5, 3.5, 6), Orientation.AXIAL);
    private static final Timing LOCALIZER_TIMING = new Timing(8.6, 4, 0, 20);
    private static final Timing MPRAGE_TIMING = new Timing(2300, 2.98, 900, 9);
    private static final Timing BOLD_TIMING = new Timing(2000, 30, 0, 77);
    private static final Timing SPIN_ECHO_TIMING = new Timing(4200, 66, 0, 90);
    private static final Timing DIFFUSION_TIMING = new Timing(3600, 89, 0, 90);
    private static final int BOLD_VOLUMES = 60;
    private static final int BOLD_VOLUMES_BEFORE_THE_STOP = 30;

    private Protocol() {}

    static List<SeriesPlan> session() {
        return List.of(
                plan(1, "anat-scout_ses-01", Kind.SCOUT, "*fl2d1", LOCALIZER, LOCALIZER_TIMING),
                plan(2, "anat-T1w_ses-01", Kind.ANATOMY, "*tfl3d1_16ns", WHOLE_HEAD, MPRAGE_TIMING),
                plan(3, "fmap-epi_dir-AP_ses-01", Kind.FIELDMAP_TO_BACK, "epse2d1_64", ECHO_PLANAR, SPIN_ECHO_TIMING),
                plan(4, "fmap-epi_dir-PA_ses-01", Kind.FIELDMAP_TO_FRONT, "epse2d1_64", ECHO_PLANAR, SPIN_ECHO_TIMING),
                bold(5, "func-bold_task-rest_run-01_ses-01", BOLD_VOLUMES, false),
                bold(6, "func-bold_task-rest_run-02_ses-01", BOLD_VOLUMES_BEFORE_THE_STOP, true),
                bold(7, "func-bold_task-rest_run-02_ses-01", BOLD_VOLUMES, false),
                diffusion(8, "dwi-dwi_dir-AP_ses-01"));
    }

    private static SeriesPlan plan(
            int number, String protocol, Kind kind, String sequence, Geometry geometry, Timing timing) {
        return new SeriesPlan(number, protocol, kind, sequence, geometry, timing, 1, List.of(), false);
    }

    private static SeriesPlan bold(int number, String protocol, int volumes, boolean stopped) {
        return new SeriesPlan(
                number, protocol, Kind.BOLD, "epfid2d1_64", ECHO_PLANAR, BOLD_TIMING, volumes, List.of(), stopped);
    }

    private static SeriesPlan diffusion(int number, String protocol) {
        List<Gradient> gradients = gradients();
        return new SeriesPlan(
                number,
                protocol,
                Kind.DIFFUSION,
                "ep_b1000#1",
                ECHO_PLANAR,
                DIFFUSION_TIMING,
                gradients.size(),
                gradients,
                false);
    }

    /** Two volumes without weighting, then twelve directions spread over the half sphere by the golden angle. */
    private static List<Gradient> gradients() {
        List<Gradient> gradients = new ArrayList<>();
        gradients.add(new Gradient(0, new Vector(0, 0, 0)));
        gradients.add(new Gradient(0, new Vector(0, 0, 0)));
        int directions = 12;
        for (int i = 0; i < directions; i++) {
            double up = 1 - (i + 0.5) / directions;
            double radius = Math.sqrt(1 - up * up);
            double angle = i * Math.PI * (3 - Math.sqrt(5));
            gradients.add(new Gradient(1000, new Vector(radius * Math.cos(angle), radius * Math.sin(angle), up)));
        }
        return gradients;
    }
}
