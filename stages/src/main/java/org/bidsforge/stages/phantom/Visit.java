// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.phantom;

import java.nio.ByteBuffer;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;

/** What all objects of the session share: the person, the study, the scanner and the paperwork around them. */
final class Visit {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss.SSSSSS", Locale.ROOT);
    private static final LocalTime START = LocalTime.of(9, 12, 30);
    private static final String RIS = "HOSPITAL RIS LINK 2.1";

    private final Person person;
    private final Identifiers identifiers;
    private final RandomGenerator random;
    private final String studyDescription;
    private final String studyUid;
    private final String frameOfReference;

    Visit(RandomGenerator random, Identifiers identifiers, String studyDescription) {
        this.random = random;
        this.person = Person.of(random);
        this.identifiers = identifiers;
        this.studyDescription = studyDescription;
        this.studyUid = uid("study uid");
        this.frameOfReference = uid("frame of reference uid");
        plantPerson();
    }

    private void plantPerson() {
        identifiers.plant("family name", person.familyName());
        identifiers.plant("given name", person.givenName());
        identifiers.plant("patient id", person.patientId());
        identifiers.plant("other patient id", person.otherId());
        identifiers.plant("accession number", person.accession());
        identifiers.plant("birth date", person.compact(person.birth()));
        identifiers.plant("birth date", person.dotted(person.birth()));
        identifiers.plant("birth date", person.birth().toString());
        identifiers.plant("visit date", person.compact(person.visit()));
        identifiers.plant("visit date", person.dotted(person.visit()));
        identifiers.plant("visit date", person.visit().toString());
        for (String staff : List.of(person.referrer(), person.performer(), person.operator())) {
            identifiers.plant("staff", staff.substring(0, staff.indexOf('^')));
        }
        identifiers.plant("institution", person.institution());
        identifiers.plant("street", person.street());
        identifiers.plant("city", person.city());
        identifiers.plant("telephone", person.telephone());
        identifiers.plant("serial number", person.serialNumber());
        identifiers.plant("occupation", person.occupation());
    }

    Person person() {
        return person;
    }

    String uid(String kind) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return identifiers.plant(kind, Uids.fromBytes(ByteBuffer.wrap(bytes)));
    }

    String time(double secondsAfterStart) {
        return START.plusNanos(Math.round(secondsAfterStart * 1e6) * 1000).format(TIME);
    }

    /** The elements that every object of the session carries. */
    DataSet commonElements() {
        DataSet data = new DataSet();
        data.setString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100");
        patient(data);
        study(data);
        scanner(data);
        paperwork(data);
        privateElements(data);
        return data;
    }

    /** An item that knows its character set while it is being filled. */
    private static DataSet nested(DataSet outer) {
        DataSet item = new DataSet();
        item.nestedIn(outer);
        return item;
    }

    private void patient(DataSet data) {
        data.setString(Tag.PATIENT_NAME, person.dicomName());
        data.setString(Tag.PATIENT_ID, person.patientId());
        data.setString(Tag.PATIENT_BIRTH_DATE, person.compact(person.birth()));
        data.setString(Tag.PATIENT_SEX, person.sex());
        data.setString(Tag.PATIENT_AGE, person.age());
        data.setDouble(Tag.PATIENT_WEIGHT, 71.5);
        data.setString(Tag.OTHER_PATIENT_NAMES, "von " + person.familyName() + "^" + person.givenName());
        data.setString(Tag.PATIENT_ADDRESS, person.street() + ", " + person.city());
        data.setString(Tag.PATIENT_TELEPHONE_NUMBERS, person.telephone());
        data.setString(Tag.OCCUPATION, person.occupation());
        data.setString(
                Tag.PATIENT_COMMENTS,
                "Referred " + person.dotted(person.visit()) + " by "
                        + person.referrer().replace('^', ' ') + "; relatives reachable under " + person.telephone());
        data.setString(
                Tag.ADDITIONAL_PATIENT_HISTORY,
                person.givenName() + " " + person.familyName() + ", born " + person.dotted(person.birth())
                        + ", seen before under " + person.otherId());
        DataSet other = nested(data);
        other.setString(Tag.PATIENT_ID, person.otherId());
        other.setString(Tag.ISSUER_OF_PATIENT_ID, person.institution());
        data.setSequence(Tag.OTHER_PATIENT_IDS_SEQUENCE, List.of(other));
    }

    private void study(DataSet data) {
        String date = person.compact(person.visit());
        data.setString(Tag.STUDY_INSTANCE_UID, studyUid);
        data.setString(Tag.STUDY_DESCRIPTION, studyDescription);
        data.setString(Tag.STUDY_ID, "1");
        data.setString(Tag.STUDY_DATE, date);
        data.setString(Tag.STUDY_TIME, time(0));
        data.setString(Tag.ACCESSION_NUMBER, person.accession());
        data.setString(Tag.FRAME_OF_REFERENCE_UID, frameOfReference);
        data.setString(Tag.PERFORMED_PROCEDURE_STEP_START_DATE, date);
        data.setString(Tag.PERFORMED_PROCEDURE_STEP_START_TIME, time(0));
        data.setString(Tag.PERFORMED_PROCEDURE_STEP_ID, person.accession() + "-1");
        data.setString(Tag.PERFORMED_PROCEDURE_STEP_DESCRIPTION, studyDescription);
    }

    private void scanner(DataSet data) {
        data.setString(Tag.MODALITY, "MR");
        data.setString(Tag.MANUFACTURER, "SIEMENS");
        data.setString(Tag.MANUFACTURER_MODEL_NAME, "Prisma_fit");
        data.setString(Tag.SOFTWARE_VERSIONS, "syngo MR E11");
        data.setString(Tag.INSTITUTION_NAME, person.institution());
        data.setString(Tag.INSTITUTION_ADDRESS, person.street() + ", " + person.city());
        data.setString(Tag.INSTITUTIONAL_DEPARTMENT_NAME, "Radiologie " + person.city());
        data.setString(Tag.STATION_NAME, person.station());
        data.setString(Tag.DEVICE_SERIAL_NUMBER, person.serialNumber());
        data.setString(Tag.MAGNETIC_FIELD_STRENGTH, "3");
        data.setString(Tag.IMAGING_FREQUENCY, "123.255762");
        data.setString(Tag.IMAGED_NUCLEUS, "1H");
        data.setString(Tag.BODY_PART_EXAMINED, "BRAIN");
        data.setString(Tag.PATIENT_POSITION, "HFS");
        data.setString(Tag.TRANSMIT_COIL_NAME, "Body");
    }

    private void paperwork(DataSet data) {
        data.setString(Tag.REFERRING_PHYSICIAN_NAME, person.referrer());
        data.setString(Tag.PERFORMING_PHYSICIAN_NAME, person.performer());
        data.setString(Tag.OPERATORS_NAME, person.operator());
        data.setString(Tag.REQUESTING_PHYSICIAN, person.referrer());
        data.setString(Tag.REQUESTED_PROCEDURE_DESCRIPTION, "Head of " + person.familyName());
        DataSet request = nested(data);
        request.setString(Tag.REQUESTED_PROCEDURE_ID, person.accession());
        request.setString(
                Tag.SCHEDULED_PROCEDURE_STEP_DESCRIPTION,
                "Head " + person.familyName() + " " + person.dotted(person.visit()));
        DataSet step = nested(request);
        step.setString(Tag.REFERENCED_SOP_CLASS_UID, "1.2.840.10008.3.1.2.3.3");
        step.setString(Tag.REFERENCED_SOP_INSTANCE_UID, studyUid + ".1");
        request.setSequence(Tag.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE, List.of(step));
        data.setSequence(Tag.REQUEST_ATTRIBUTES_SEQUENCE, List.of(request));
    }

    /** What a hospital's systems add: text in a private block, and more of it in a private sequence. */
    private void privateElements(DataSet data) {
        DataSet contact = nested(data);
        contact.setString(Tag.of(0x0033, 0x0010), Vr.LO, RIS);
        contact.setString(Tag.of(0x0033, 0x1001), Vr.LO, person.telephone());
        contact.setString(
                Tag.of(0x0033, 0x1002),
                Vr.LT,
                "Please call " + person.givenName() + " " + person.familyName() + " at " + person.street());
        data.setString(Tag.of(0x0033, 0x0010), Vr.LO, RIS);
        data.setString(Tag.of(0x0033, 0x1001), Vr.PN, person.dicomName());
        data.setString(Tag.of(0x0033, 0x1002), Vr.LO, person.patientId());
        data.setSequence(Tag.of(0x0033, 0x1003), List.of(contact));
    }
}
