// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Elements in the order of their tags. Values are decoded when asked for; asking for what is absent, empty or no number
 * gives an empty answer. Not thread-safe.
 */
public final class DataSet implements Iterable<Element> {
    private static final Element[] NONE = new Element[0];

    private Element[] elements = NONE;
    private int size;
    private boolean undefinedLength;
    private @Nullable DataSet parent;

    /** Sees each element of a data set and of the data sets nested in it. */
    @FunctionalInterface
    public interface Visitor {
        /** {@code owner} may be changed: each level is walked as it was when the walk reached it. */
        void visit(DataSet owner, Element element);
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    @Override
    public Iterator<Element> iterator() {
        return elements().iterator();
    }

    /** The elements as they are now. */
    public List<Element> elements() {
        return List.of(Arrays.copyOf(elements, size));
    }

    public boolean contains(int tag) {
        return indexOf(tag) >= 0;
    }

    public Optional<Element> get(int tag) {
        return Optional.ofNullable(find(tag));
    }

    public void put(Element element) {
        if (element instanceof Element.Sequence sequence) {
            sequence.items().forEach(item -> item.parent = this);
        }
        if (size == 0 || Integer.compareUnsigned(element.tag(), elements[size - 1].tag()) > 0) {
            insert(size, element);
            return;
        }
        int index = indexOf(element.tag());
        if (index >= 0) {
            elements[index] = element;
        } else {
            insert(-index - 1, element);
        }
    }

    /** Whether there was such an element. */
    public boolean remove(int tag) {
        int index = indexOf(tag);
        if (index < 0) {
            return false;
        }
        System.arraycopy(elements, index + 1, elements, index, size - index - 1);
        size--;
        return true;
    }

    public void removeIf(Predicate<Element> condition) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!condition.test(elements[i])) {
                elements[kept++] = elements[i];
            }
        }
        size = kept;
    }

    /** Shows every element of every nesting level, a sequence before the elements in it. */
    public void walk(Visitor visitor) {
        for (Element element : elements()) {
            visitor.visit(this, element);
            if (element instanceof Element.Sequence sequence) {
                sequence.items().forEach(item -> item.walk(visitor));
            }
        }
    }

    /** The first value of a text or number, without padding. */
    public Optional<String> getString(int tag) {
        return strings(tag).filter(text -> !text.isEmpty()).findFirst();
    }

    /** All values of a text or number, without padding; empty ones keep their place. */
    public List<String> getStrings(int tag) {
        return strings(tag).toList();
    }

    public OptionalInt getInt(int tag) {
        double[] values = getDoubles(tag);
        boolean whole = values.length > 0 && values[0] == (int) values[0];
        return whole ? OptionalInt.of((int) values[0]) : OptionalInt.empty();
    }

    public OptionalDouble getDouble(int tag) {
        double[] values = getDoubles(tag);
        return values.length > 0 ? OptionalDouble.of(values[0]) : OptionalDouble.empty();
    }

    /** The numbers of a binary or text representation; none where one of them is no number. */
    public double[] getDoubles(int tag) {
        return plain(tag).map(Values::numbers).orElseGet(() -> new double[0]);
    }

    /** The value's bytes, little endian; empty for sequences and for what stayed in a file. */
    public Optional<byte[]> getBytes(int tag) {
        return plain(tag).map(Element.Plain::toByteArray);
    }

    /** The nested data sets; none where there is no such sequence. */
    public List<DataSet> getSequence(int tag) {
        return find(tag) instanceof Element.Sequence sequence ? sequence.items() : List.of();
    }

    /** Sets a text, or the text of a number, with the dictionary's representation. */
    public void setString(int tag, String... values) {
        setString(tag, Dictionary.vr(tag), values);
    }

    public void setString(int tag, Vr vr, String... values) {
        put(Values.ofText(tag, vr, characterSets(), values));
    }

    public void setInt(int tag, int... values) {
        setNumbers(
                tag, Dictionary.vr(tag), Arrays.stream(values).asDoubleStream().toArray());
    }

    public void setDouble(int tag, double... values) {
        setNumbers(tag, Dictionary.vr(tag), values);
    }

    public void setNumbers(int tag, Vr vr, double... values) {
        put(Values.ofNumbers(tag, vr, values));
    }

    public void setBytes(int tag, Vr vr, byte[] value) {
        put(Element.of(tag, vr, value.clone()));
    }

    public void setSequence(int tag, List<DataSet> items) {
        put(new Element.Sequence(tag, items, false));
    }

    /** The element of a creator's block, wherever the block lies; {@code element} is its lower byte. */
    public Optional<Element> privateElement(String creator, int group, int element) {
        int block = PrivateBlocks.find(this, creator, group);
        return block < 0 ? Optional.empty() : get(Tag.of(group, block << 8 | (element & 0xFF)));
    }

    /** The creator of a private element's block; for a creator element its own text. */
    public Optional<String> privateCreator(int tag) {
        return PrivateBlocks.creator(this, tag);
    }

    /** Puts a value into a creator's block, which is reserved where there is none. */
    public void setPrivate(String creator, int group, int element, Vr vr, byte[] value) {
        int block = PrivateBlocks.reserve(this, creator, group);
        setBytes(Tag.of(group, block << 8 | (element & 0xFF)), vr, value);
    }

    /** The sets of this data set, else of the one it is nested in. */
    public CharacterSets characterSets() {
        if (find(Tag.SPECIFIC_CHARACTER_SET) instanceof Element.Plain plain) {
            return CharacterSets.of(Values.split(plain.asciiText()));
        }
        return parent == null ? CharacterSets.DEFAULT : parent.characterSets();
    }

    /** An independent data set of the same elements; only the bytes of values are shared. */
    public DataSet copy() {
        DataSet copy = new DataSet();
        copy.undefinedLength = undefinedLength;
        for (Element element : elements()) {
            if (element instanceof Element.Sequence sequence) {
                List<DataSet> items = new ArrayList<>();
                sequence.items().forEach(item -> items.add(item.copy()));
                copy.put(new Element.Sequence(element.tag(), items, sequence.undefinedLength()));
            } else {
                copy.put(element);
            }
        }
        return copy;
    }

    /** Whether this item was read with, and is to be written with, a delimiter in place of a length. */
    public boolean undefinedLength() {
        return undefinedLength;
    }

    public void undefinedLength(boolean undefined) {
        this.undefinedLength = undefined;
    }

    /** Makes a level that is still being read see the character set of the levels above it. */
    public void nestedIn(DataSet outer) {
        this.parent = outer;
    }

    private Stream<String> strings(int tag) {
        return plain(tag).map(plain -> Values.strings(plain, this)).orElse(List.of()).stream();
    }

    private Optional<Element.Plain> plain(int tag) {
        return find(tag) instanceof Element.Plain plain ? Optional.of(plain) : Optional.empty();
    }

    private @Nullable Element find(int tag) {
        int index = indexOf(tag);
        return index < 0 ? null : elements[index];
    }

    private int indexOf(int tag) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(elements[middle].tag(), tag);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private void insert(int index, Element element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, Math.max(8, size * 2));
        }
        System.arraycopy(elements, index, elements, index + 1, size - index);
        elements[index] = element;
        size++;
    }
}
