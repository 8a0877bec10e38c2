// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The invented person in the scanner and the people and things around them; all drawn from the seed. */
record Person(
        String familyName,
        String givenName,
        String patientId,
        String otherId,
        String accession,
        LocalDate birth,
        LocalDate visit,
        String sex,
        String referrer,
        String performer,
        String operator,
        String institution,
        String street,
        String city,
        String telephone,
        String serialNumber,
        String occupation) {

    private static final List<String> FAMILY_NAMES =
            List.of("Quellmann", "Østergård-Vint", "Brückenfeld", "Lhérisson", "Varnhagen", "Tjäderholm", "Okonjowski");
    private static final List<String> GIVEN_NAMES =
            List.of("Annegrit", "Thyra", "Ludmille", "Corvin", "Béatriz", "Halvard", "Ottokar");
    private static final List<String> DOCTORS = List.of(
            "Weissenborn^Ingolf^^Dr.", "Castelnuovo^Fiammetta^^Prof.", "Hjelmqvist^Sölve", "Rabenstein^Kunigunde");
    private static final List<String> INSTITUTIONS =
            List.of("Klinikum Sankt Wendelin", "Lakeshore Neuroimaging Institute", "Hôpital de la Rivière-Blanche");
    private static final List<String> STREETS = List.of("Lindenallee", "Chemin des Ormes", "Harbourgate Road");
    private static final List<String> CITIES = List.of("Niederquellbach", "Montgivray-sur-Lac", "Eastwharf");
    private static final List<String> OCCUPATIONS = List.of("Orgelbauerin", "Lighthouse keeper", "Glasbläser");

    static Person of(RandomGenerator random) {
        LocalDate visit = LocalDate.of(2024, 1, 8).plusDays(random.nextInt(300));
        return new Person(
                one(FAMILY_NAMES, random),
                one(GIVEN_NAMES, random),
                "MRN-" + (40_000_000 + random.nextInt(9_000_000)),
                "INS-" + (700_000_000 + random.nextInt(99_000_000)),
                "ACC" + (24_000_000 + random.nextInt(900_000)),
                LocalDate.of(1958, 1, 1).plusDays(random.nextInt(15_000)),
                visit,
                random.nextBoolean() ? "F" : "M",
                one(DOCTORS.subList(0, 2), random),
                one(DOCTORS.subList(2, 3), random),
                one(DOCTORS.subList(3, 4), random),
                one(INSTITUTIONS, random),
                one(STREETS, random) + " " + (11 + random.nextInt(80)),
                one(CITIES, random),
                "+49 5550 " + (1_000_000 + random.nextInt(8_000_000)),
                Integer.toString(21_000_000 + random.nextInt(8_000_000)),
                one(OCCUPATIONS, random));
    }

    private static String one(List<String> list, RandomGenerator random) {
        return list.get(random.nextInt(list.size()));
    }

    /** The name as DICOM writes it. */
    String dicomName() {
        return familyName + "^" + givenName;
    }

    String station() {
        return "AWP" + serialNumber;
    }

    /** Age at the visit as DICOM writes it. */
    String age() {
        return String.format(
                Locale.ROOT, "%03dY", java.time.Period.between(birth, visit).getYears());
    }

    String compact(LocalDate date) {
        return date.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** As people write it in free text. */
    String dotted(LocalDate date) {
        return date.format(DateTimeFormatter.ofPattern("dd.MM.uuuu", Locale.ROOT));
    }
}
