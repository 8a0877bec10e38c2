// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

/** Tags as ints (group in the upper half), so that data sets compare and sort them without boxing. */
public final class Tag {
    public static final int COMMAND_GROUP_LENGTH = 0x00000000;
    public static final int AFFECTED_SOP_CLASS_UID = 0x00000002;
    public static final int REQUESTED_SOP_CLASS_UID = 0x00000003;
    public static final int COMMAND_FIELD = 0x00000100;
    public static final int MESSAGE_ID = 0x00000110;
    public static final int MESSAGE_ID_BEING_RESPONDED_TO = 0x00000120;
    public static final int MOVE_DESTINATION = 0x00000600;
    public static final int PRIORITY = 0x00000700;
    public static final int COMMAND_DATA_SET_TYPE = 0x00000800;
    public static final int STATUS = 0x00000900;
    public static final int OFFENDING_ELEMENT = 0x00000901;
    public static final int ERROR_COMMENT = 0x00000902;
    public static final int AFFECTED_SOP_INSTANCE_UID = 0x00001000;
    public static final int REQUESTED_SOP_INSTANCE_UID = 0x00001001;
    public static final int MOVE_ORIGINATOR_APPLICATION_ENTITY_TITLE = 0x00001030;
    public static final int MOVE_ORIGINATOR_MESSAGE_ID = 0x00001031;
    public static final int FILE_META_INFORMATION_GROUP_LENGTH = 0x00020000;
    public static final int FILE_META_INFORMATION_VERSION = 0x00020001;
    public static final int MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002;
    public static final int MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003;
    public static final int TRANSFER_SYNTAX_UID = 0x00020010;
    public static final int IMPLEMENTATION_CLASS_UID = 0x00020012;
    public static final int IMPLEMENTATION_VERSION_NAME = 0x00020013;
    public static final int SOURCE_APPLICATION_ENTITY_TITLE = 0x00020016;
    public static final int SPECIFIC_CHARACTER_SET = 0x00080005;
    public static final int IMAGE_TYPE = 0x00080008;
    public static final int INSTANCE_CREATION_DATE = 0x00080012;
    public static final int INSTANCE_CREATION_TIME = 0x00080013;
    public static final int INSTANCE_CREATOR_UID = 0x00080014;
    public static final int SOP_CLASS_UID = 0x00080016;
    public static final int SOP_INSTANCE_UID = 0x00080018;
    public static final int STUDY_DATE = 0x00080020;
    public static final int SERIES_DATE = 0x00080021;
    public static final int ACQUISITION_DATE = 0x00080022;
    public static final int CONTENT_DATE = 0x00080023;
    public static final int ACQUISITION_DATE_TIME = 0x0008002A;
    public static final int STUDY_TIME = 0x00080030;
    public static final int SERIES_TIME = 0x00080031;
    public static final int ACQUISITION_TIME = 0x00080032;
    public static final int CONTENT_TIME = 0x00080033;
    public static final int ACCESSION_NUMBER = 0x00080050;
    public static final int MODALITY = 0x00080060;
    public static final int CONVERSION_TYPE = 0x00080064;
    public static final int MANUFACTURER = 0x00080070;
    public static final int INSTITUTION_NAME = 0x00080080;
    public static final int INSTITUTION_ADDRESS = 0x00080081;
    public static final int REFERRING_PHYSICIAN_NAME = 0x00080090;
    public static final int REFERRING_PHYSICIAN_TELEPHONE_NUMBERS = 0x00080094;
    public static final int CODE_VALUE = 0x00080100;
    public static final int CODING_SCHEME_DESIGNATOR = 0x00080102;
    public static final int CODE_MEANING = 0x00080104;
    public static final int TIMEZONE_OFFSET_FROM_UTC = 0x00080201;
    public static final int DEIDENTIFICATION_ACTION_SEQUENCE = 0x00080305;
    public static final int STATION_NAME = 0x00081010;
    public static final int STUDY_DESCRIPTION = 0x00081030;
    public static final int PROCEDURE_CODE_SEQUENCE = 0x00081032;
    public static final int SERIES_DESCRIPTION = 0x0008103E;
    public static final int INSTITUTIONAL_DEPARTMENT_NAME = 0x00081040;
    public static final int PHYSICIANS_OF_RECORD = 0x00081048;
    public static final int PERFORMING_PHYSICIAN_NAME = 0x00081050;
    public static final int NAME_OF_PHYSICIANS_READING_STUDY = 0x00081060;
    public static final int OPERATORS_NAME = 0x00081070;
    public static final int ADMITTING_DIAGNOSES_DESCRIPTION = 0x00081080;
    public static final int MANUFACTURER_MODEL_NAME = 0x00081090;
    public static final int REFERENCED_STUDY_SEQUENCE = 0x00081110;
    public static final int REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE = 0x00081111;
    public static final int REFERENCED_PATIENT_SEQUENCE = 0x00081120;
    public static final int REFERENCED_IMAGE_SEQUENCE = 0x00081140;
    public static final int REFERENCED_SOP_CLASS_UID = 0x00081150;
    public static final int REFERENCED_SOP_INSTANCE_UID = 0x00081155;
    public static final int DERIVATION_DESCRIPTION = 0x00082111;
    public static final int SOURCE_IMAGE_SEQUENCE = 0x00082112;
    public static final int FRAME_TYPE = 0x00089007;
    public static final int VOLUMETRIC_PROPERTIES = 0x00089206;
    public static final int COMPLEX_IMAGE_COMPONENT = 0x00089208;
    public static final int ACQUISITION_CONTRAST = 0x00089209;
    public static final int PATIENT_NAME = 0x00100010;
    public static final int PATIENT_ID = 0x00100020;
    public static final int ISSUER_OF_PATIENT_ID = 0x00100021;
    public static final int PATIENT_BIRTH_DATE = 0x00100030;
    public static final int PATIENT_BIRTH_TIME = 0x00100032;
    public static final int PATIENT_SEX = 0x00100040;
    public static final int OTHER_PATIENT_IDS = 0x00101000;
    public static final int OTHER_PATIENT_NAMES = 0x00101001;
    public static final int OTHER_PATIENT_IDS_SEQUENCE = 0x00101002;
    public static final int PATIENT_BIRTH_NAME = 0x00101005;
    public static final int PATIENT_AGE = 0x00101010;
    public static final int PATIENT_SIZE = 0x00101020;
    public static final int PATIENT_WEIGHT = 0x00101030;
    public static final int PATIENT_ADDRESS = 0x00101040;
    public static final int PATIENT_MOTHER_BIRTH_NAME = 0x00101060;
    public static final int PATIENT_TELEPHONE_NUMBERS = 0x00102154;
    public static final int ETHNIC_GROUP = 0x00102160;
    public static final int OCCUPATION = 0x00102180;
    public static final int ADDITIONAL_PATIENT_HISTORY = 0x001021B0;
    public static final int PATIENT_COMMENTS = 0x00104000;
    public static final int PATIENT_IDENTITY_REMOVED = 0x00120062;
    public static final int DEIDENTIFICATION_METHOD = 0x00120063;
    public static final int DEIDENTIFICATION_METHOD_CODE_SEQUENCE = 0x00120064;
    public static final int BODY_PART_EXAMINED = 0x00180015;
    public static final int SCANNING_SEQUENCE = 0x00180020;
    public static final int SEQUENCE_VARIANT = 0x00180021;
    public static final int SCAN_OPTIONS = 0x00180022;
    public static final int MR_ACQUISITION_TYPE = 0x00180023;
    public static final int SEQUENCE_NAME = 0x00180024;
    public static final int ANGIO_FLAG = 0x00180025;
    public static final int SLICE_THICKNESS = 0x00180050;
    public static final int REPETITION_TIME = 0x00180080;
    public static final int ECHO_TIME = 0x00180081;
    public static final int INVERSION_TIME = 0x00180082;
    public static final int NUMBER_OF_AVERAGES = 0x00180083;
    public static final int IMAGING_FREQUENCY = 0x00180084;
    public static final int IMAGED_NUCLEUS = 0x00180085;
    public static final int ECHO_NUMBERS = 0x00180086;
    public static final int MAGNETIC_FIELD_STRENGTH = 0x00180087;
    public static final int SPACING_BETWEEN_SLICES = 0x00180088;
    public static final int NUMBER_OF_PHASE_ENCODING_STEPS = 0x00180089;
    public static final int ECHO_TRAIN_LENGTH = 0x00180091;
    public static final int PERCENT_SAMPLING = 0x00180093;
    public static final int PERCENT_PHASE_FIELD_OF_VIEW = 0x00180094;
    public static final int PIXEL_BANDWIDTH = 0x00180095;
    public static final int DEVICE_SERIAL_NUMBER = 0x00181000;
    public static final int DEVICE_UID = 0x00181002;
    public static final int GANTRY_ID = 0x00181008;
    public static final int SOFTWARE_VERSIONS = 0x00181020;
    public static final int PROTOCOL_NAME = 0x00181030;
    public static final int TRIGGER_TIME = 0x00181060;
    public static final int RECEIVE_COIL_NAME = 0x00181250;
    public static final int TRANSMIT_COIL_NAME = 0x00181251;
    public static final int ACQUISITION_MATRIX = 0x00181310;
    public static final int IN_PLANE_PHASE_ENCODING_DIRECTION = 0x00181312;
    public static final int FLIP_ANGLE = 0x00181314;
    public static final int VARIABLE_FLIP_ANGLE_FLAG = 0x00181315;
    public static final int SAR = 0x00181316;
    public static final int DBDT = 0x00181318;
    public static final int PATIENT_POSITION = 0x00185100;
    public static final int PULSE_SEQUENCE_NAME = 0x00189005;
    public static final int PARALLEL_REDUCTION_FACTOR_IN_PLANE = 0x00189069;
    public static final int ACQUISITION_DURATION = 0x00189073;
    public static final int FRAME_ACQUISITION_DATE_TIME = 0x00189074;
    public static final int DIFFUSION_DIRECTIONALITY = 0x00189075;
    public static final int PARTIAL_FOURIER = 0x00189081;
    public static final int EFFECTIVE_ECHO_TIME = 0x00189082;
    public static final int DIFFUSION_B_VALUE = 0x00189087;
    public static final int DIFFUSION_GRADIENT_ORIENTATION = 0x00189089;
    public static final int MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE = 0x00189112;
    public static final int MR_ECHO_SEQUENCE = 0x00189114;
    public static final int MR_DIFFUSION_SEQUENCE = 0x00189117;
    public static final int FRAME_ACQUISITION_DURATION = 0x00189220;
    public static final int MR_IMAGE_FRAME_TYPE_SEQUENCE = 0x00189226;
    public static final int STUDY_INSTANCE_UID = 0x0020000D;
    public static final int SERIES_INSTANCE_UID = 0x0020000E;
    public static final int STUDY_ID = 0x00200010;
    public static final int SERIES_NUMBER = 0x00200011;
    public static final int ACQUISITION_NUMBER = 0x00200012;
    public static final int INSTANCE_NUMBER = 0x00200013;
    public static final int IMAGE_POSITION_PATIENT = 0x00200032;
    public static final int IMAGE_ORIENTATION_PATIENT = 0x00200037;
    public static final int FRAME_OF_REFERENCE_UID = 0x00200052;
    public static final int TEMPORAL_POSITION_IDENTIFIER = 0x00200100;
    public static final int NUMBER_OF_TEMPORAL_POSITIONS = 0x00200105;
    public static final int SYNCHRONIZATION_FRAME_OF_REFERENCE_UID = 0x00200200;
    public static final int IMAGES_IN_ACQUISITION = 0x00201002;
    public static final int POSITION_REFERENCE_INDICATOR = 0x00201040;
    public static final int SLICE_LOCATION = 0x00201041;
    public static final int IMAGE_COMMENTS = 0x00204000;
    public static final int STACK_ID = 0x00209056;
    public static final int IN_STACK_POSITION_NUMBER = 0x00209057;
    public static final int FRAME_CONTENT_SEQUENCE = 0x00209111;
    public static final int PLANE_POSITION_SEQUENCE = 0x00209113;
    public static final int PLANE_ORIENTATION_SEQUENCE = 0x00209116;
    public static final int TEMPORAL_POSITION_INDEX = 0x00209128;
    public static final int DIMENSION_INDEX_VALUES = 0x00209157;
    public static final int DIMENSION_ORGANIZATION_UID = 0x00209164;
    public static final int SAMPLES_PER_PIXEL = 0x00280002;
    public static final int PHOTOMETRIC_INTERPRETATION = 0x00280004;
    public static final int PLANAR_CONFIGURATION = 0x00280006;
    public static final int NUMBER_OF_FRAMES = 0x00280008;
    public static final int ROWS = 0x00280010;
    public static final int COLUMNS = 0x00280011;
    public static final int PIXEL_SPACING = 0x00280030;
    public static final int BITS_ALLOCATED = 0x00280100;
    public static final int BITS_STORED = 0x00280101;
    public static final int HIGH_BIT = 0x00280102;
    public static final int PIXEL_REPRESENTATION = 0x00280103;
    public static final int SMALLEST_IMAGE_PIXEL_VALUE = 0x00280106;
    public static final int LARGEST_IMAGE_PIXEL_VALUE = 0x00280107;
    public static final int BURNED_IN_ANNOTATION = 0x00280301;
    public static final int RECOGNIZABLE_VISUAL_FEATURES = 0x00280302;
    public static final int LONGITUDINAL_TEMPORAL_INFORMATION_MODIFIED = 0x00280303;
    public static final int WINDOW_CENTER = 0x00281050;
    public static final int WINDOW_WIDTH = 0x00281051;
    public static final int RESCALE_INTERCEPT = 0x00281052;
    public static final int RESCALE_SLOPE = 0x00281053;
    public static final int RESCALE_TYPE = 0x00281054;
    public static final int LOSSY_IMAGE_COMPRESSION = 0x00282110;
    public static final int PIXEL_MEASURES_SEQUENCE = 0x00289110;
    public static final int PIXEL_VALUE_TRANSFORMATION_SEQUENCE = 0x00289145;
    public static final int REQUESTING_PHYSICIAN = 0x00321032;
    public static final int REQUESTED_PROCEDURE_DESCRIPTION = 0x00321060;
    public static final int REQUESTED_PROCEDURE_CODE_SEQUENCE = 0x00321064;
    public static final int SCHEDULED_PROCEDURE_STEP_DESCRIPTION = 0x00400007;
    public static final int SCHEDULED_PROCEDURE_STEP_ID = 0x00400009;
    public static final int PERFORMED_STATION_AE_TITLE = 0x00400241;
    public static final int PERFORMED_PROCEDURE_STEP_START_DATE = 0x00400244;
    public static final int PERFORMED_PROCEDURE_STEP_START_TIME = 0x00400245;
    public static final int PERFORMED_PROCEDURE_STEP_END_DATE = 0x00400250;
    public static final int PERFORMED_PROCEDURE_STEP_END_TIME = 0x00400251;
    public static final int PERFORMED_PROCEDURE_STEP_ID = 0x00400253;
    public static final int PERFORMED_PROCEDURE_STEP_DESCRIPTION = 0x00400254;
    public static final int REQUEST_ATTRIBUTES_SEQUENCE = 0x00400275;
    public static final int COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP = 0x00400280;
    public static final int REQUESTED_PROCEDURE_ID = 0x00401001;
    public static final int CONCEPT_NAME_CODE_SEQUENCE = 0x0040A043;
    public static final int VERIFYING_OBSERVER_NAME = 0x0040A075;
    public static final int PERSON_NAME = 0x0040A123;
    public static final int TEXT_VALUE = 0x0040A160;
    public static final int CONTENT_SEQUENCE = 0x0040A730;
    public static final int ENCAPSULATED_DOCUMENT = 0x00420011;
    public static final int ENCRYPTED_ATTRIBUTES_SEQUENCE = 0x04000500;
    public static final int SHARED_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009229;
    public static final int PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE = 0x52009230;
    public static final int WAVEFORM_SEQUENCE = 0x54000100;
    public static final int SPECTROSCOPY_DATA = 0x56000020;
    public static final int FLOAT_PIXEL_DATA = 0x7FE00008;
    public static final int DOUBLE_FLOAT_PIXEL_DATA = 0x7FE00009;
    public static final int PIXEL_DATA = 0x7FE00010;
    public static final int DIGITAL_SIGNATURES_SEQUENCE = 0xFFFAFFFA;
    public static final int DATA_SET_TRAILING_PADDING = 0xFFFCFFFC;
    public static final int ITEM = 0xFFFEE000;
    public static final int ITEM_DELIMITATION = 0xFFFEE00D;
    public static final int SEQUENCE_DELIMITATION = 0xFFFEE0DD;

    private Tag() {}

    public static int of(int group, int element) {
        return group << 16 | (element & 0xFFFF);
    }

    public static int group(int tag) {
        return tag >>> 16;
    }

    public static int element(int tag) {
        return tag & 0xFFFF;
    }

    public static boolean isPrivate(int tag) {
        return (tag & 0x10000) != 0;
    }

    /** A private creator reserves the block of elements whose upper byte is its own element number. */
    public static boolean isPrivateCreator(int tag) {
        int element = element(tag);
        return isPrivate(tag) && element >= 0x10 && element <= 0xFF;
    }

    public static boolean isGroupLength(int tag) {
        return element(tag) == 0;
    }

    /** Pixel data of any kind; the header of an object ends before it. */
    public static boolean isPixelData(int tag) {
        return tag == PIXEL_DATA || tag == FLOAT_PIXEL_DATA || tag == DOUBLE_FLOAT_PIXEL_DATA;
    }

    /** The tag of text like "00100010", "0010,0010" or "(0010,0010)". */
    public static int parse(String text) {
        String digits = text.replaceAll("[(), ]", "");
        if (digits.length() != 8) {
            throw new IllegalArgumentException("A tag is eight hexadecimal digits: " + text);
        }
        return Integer.parseUnsignedInt(digits, 16);
    }

    public static String toString(int tag) {
        return String.format("(%04X,%04X)", group(tag), element(tag));
    }
}
