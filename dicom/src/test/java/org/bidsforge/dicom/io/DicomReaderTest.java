// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.DicomException;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Uids;
import org.bidsforge.dicom.Vr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DicomReaderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {Uids.IMPLICIT_LITTLE_ENDIAN, Uids.EXPLICIT_LITTLE_ENDIAN, Uids.DEFLATED_LITTLE_ENDIAN})
    void readsWhatTheWriterWrote(String transferSyntax) throws IOException {
        DicomFile file = Samples.read(Samples.bytes(Samples.object(), transferSyntax, SequenceLengths.AS_READ));
        DataSet dataSet = file.dataSet();

        assertThat(file.transferSyntax()).isEqualTo(transferSyntax);
        assertThat(dataSet.getString(Tag.PATIENT_NAME)).contains("Müller^Zoë");
        assertThat(dataSet.getStrings(Tag.IMAGE_TYPE)).containsExactly("ORIGINAL", "PRIMARY", "M");
        assertThat(dataSet.getDouble(Tag.REPETITION_TIME)).hasValue(2000.5);
        assertThat(dataSet.getInt(Tag.ROWS)).hasValue(4);
        assertThat(dataSet.privateElement("SIEMENS MR HEADER", 0x0019, 0x29))
                .map(Element::vr)
                .contains(Vr.FD);
        DataSet item = dataSet.getSequence(Tag.REFERENCED_IMAGE_SEQUENCE).get(0);
        assertThat(item.getSequence(Tag.CONCEPT_NAME_CODE_SEQUENCE)).hasSize(2);
        assertThat(dataSet.getBytes(Tag.PIXEL_DATA))
                .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(32));
    }

    @ParameterizedTest
    @EnumSource(SequenceLengths.class)
    void givesBackTheSameBytes(SequenceLengths lengths) throws IOException {
        byte[] bytes = Samples.bytes(Samples.object(), Uids.EXPLICIT_LITTLE_ENDIAN, lengths);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        new DicomWriter().write(Samples.read(bytes), again);

        assertThat(again.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void stopsBeforeThePixelData() throws IOException {
        byte[] bytes = Samples.bytes(Samples.object(), Uids.EXPLICIT_LITTLE_ENDIAN, SequenceLengths.AS_READ);
        DicomFile file = DicomReader.ofHeaders().read(new ByteArrayInputStream(bytes));

        assertThat(file.dataSet().contains(Tag.PIXEL_DATA)).isFalse();
        assertThat(file.dataSet().contains(Tag.COLUMNS)).isTrue();
    }

    @Test
    void refersToPixelDataInTheirFile() throws IOException {
        byte[] bytes = Samples.bytes(Samples.object(), Uids.EXPLICIT_LITTLE_ENDIAN, SequenceLengths.AS_READ);
        Path path = Files.write(folder.resolve("a.dcm"), bytes);
        DicomFile file = DicomReader.ofReferences().read(path);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        new DicomWriter().write(file, again);

        assertThat(file.dataSet().get(Tag.PIXEL_DATA)).containsInstanceOf(Element.Reference.class);
        assertThat(again.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void readsFilesWithoutPreamble() throws IOException {
        byte[] whole = Samples.bytes(Samples.object(), Uids.EXPLICIT_LITTLE_ENDIAN, SequenceLengths.AS_READ);
        byte[] bare = Arrays.copyOfRange(whole, 132, whole.length);

        assertThat(Samples.read(bare).dataSet().getString(Tag.SOP_CLASS_UID)).contains(Uids.MR_IMAGE);
    }

    @Test
    void readsBareDataSetsOfEitherEncoding() throws IOException {
        for (String syntax : List.of(Uids.EXPLICIT_LITTLE_ENDIAN, Uids.IMPLICIT_LITTLE_ENDIAN)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new DicomWriter().writeDataSet(Samples.object(), syntax, out);

            assertThat(Samples.read(out.toByteArray()).dataSet().getInt(Tag.ROWS))
                    .hasValue(4);
        }
    }

    @Test
    void readsExplicitBigEndian() throws IOException {
        byte[] bytes = HexFormat.of()
                .parseHex("00280010" + "5553" + "0002" + "0102" + "00081140" + "5351" + "0000" + "ffffffff"
                        + "fffee000" + "ffffffff" + "00081155" + "5549" + "0004" + "312e3200"
                        + "fffee00d00000000" + "fffee0dd00000000");
        DataSet dataSet = dataSet(bytes, Uids.EXPLICIT_BIG_ENDIAN);

        assertThat(dataSet.getInt(Tag.ROWS)).hasValue(258);
        assertThat(dataSet.getSequence(Tag.REFERENCED_IMAGE_SEQUENCE).get(0).getString(Tag.REFERENCED_SOP_INSTANCE_UID))
                .contains("1.2");
    }

    @Test
    void readsUnknownValuesOfUndefinedLengthAsImplicitSequences() throws IOException {
        byte[] bytes = HexFormat.of()
                .parseHex("09001010" + "554e" + "0000" + "ffffffff" + "feff00e0" + "0e000000" + "08000001" + "06000000"
                        + "543141303030" + "feffdde0" + "00000000");
        DataSet dataSet = dataSet(bytes, Uids.EXPLICIT_LITTLE_ENDIAN);

        assertThat(dataSet.getSequence(0x00091010)).hasSize(1);
    }

    @Test
    void keepsFragmentsOfEncapsulatedPixelData() throws IOException {
        byte[] bytes = HexFormat.of()
                .parseHex("e07f1000" + "4f42" + "0000" + "ffffffff" + "feff00e0" + "00000000" + "feff00e0" + "02000000"
                        + "abcd" + "feffdde0" + "00000000");
        DataSet dataSet = dataSet(bytes, Uids.JPEG_LOSSLESS);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        new DicomWriter().writeDataSet(dataSet, Uids.JPEG_LOSSLESS, again);

        assertThat(dataSet.get(Tag.PIXEL_DATA)).containsInstanceOf(Element.Fragments.class);
        assertThat(again.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void refusesWhatIsNoDicom() {
        byte[] text =
                "This is a text file, longer than any preamble ".repeat(10).getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> Samples.read(text))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("no DICOM file");
        assertThatThrownBy(() -> Samples.read(new byte[0])).isInstanceOf(DicomException.class);
    }

    @Test
    void doesNotBelieveALengthBeyondTheEnd() {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) 0x7FE0)
                .putShort((short) 0x10)
                .put((byte) 'O')
                .put((byte) 'W')
                .putShort((short) 0);
        bytes.putInt(0x7FFFFFF0);

        assertThatThrownBy(() -> dataSet(bytes.array(), Uids.EXPLICIT_LITTLE_ENDIAN))
                .isInstanceOfSatisfying(
                        DicomException.class, e -> assertThat(e.tag()).isEqualTo(Tag.PIXEL_DATA));
    }

    @Test
    void endsAtADepthThatNoObjectHas() {
        ByteBuffer bytes = ByteBuffer.allocate(100_000 * 20).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 100_000; i++) {
            bytes.putShort((short) 0x0008)
                    .putShort((short) 0x1140)
                    .put((byte) 'S')
                    .put((byte) 'Q')
                    .putShort((short) 0);
            bytes.putInt(-1).putInt(0xE000FFFE).putInt(-1);
        }

        assertThatThrownBy(() -> dataSet(bytes.array(), Uids.EXPLICIT_LITTLE_ENDIAN))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("deeper than 32");
    }

    @Test
    void refusesAnItemThatReachesOverItsSequence() {
        byte[] bytes = HexFormat.of()
                .parseHex("08004011" + "5351" + "0000" + "08000000" + "feff00e0" + "10000000" + "00".repeat(32));

        assertThatThrownBy(() -> dataSet(bytes, Uids.EXPLICIT_LITTLE_ENDIAN))
                .isInstanceOf(DicomException.class)
                .hasMessageContaining("more than there is");
    }

    @Test
    void boundsWhatADeflatedDataSetUnfoldsTo() throws IOException {
        DataSet dataSet = Samples.object();
        dataSet.setBytes(Tag.PIXEL_DATA, Vr.OW, new byte[5_000_000]);
        byte[] small = Samples.bytes(dataSet, Uids.DEFLATED_LITTLE_ENDIAN, SequenceLengths.AS_READ);
        DicomReader reader = new DicomReader(PixelDataMode.READ, new Limits(32, 1000, 1_000_000));

        assertThat(small.length).isLessThan(20_000);
        assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(small))).isInstanceOf(DicomException.class);
    }

    @Test
    void boundsTheNumberOfElements() {
        byte[] bytes = Samples.bytes(Samples.object(), Uids.EXPLICIT_LITTLE_ENDIAN, SequenceLengths.AS_READ);
        DicomReader reader = new DicomReader(PixelDataMode.READ, new Limits(32, 5, 1_000_000));

        assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(bytes))).hasMessageContaining("More than 5");
    }

    private static DataSet dataSet(byte[] bytes, String transferSyntax) throws IOException {
        return DicomReader.ofEverything().readDataSet(new ByteArrayInputStream(bytes), transferSyntax);
    }
}
