// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.dicom.deid;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bidsforge.dicom.DataSet;
import org.bidsforge.dicom.Element;
import org.bidsforge.dicom.Tag;
import org.bidsforge.dicom.Vr;
import org.bidsforge.dicom.io.DicomFile;

/**
 * Looks for a session's original identifiers in what is about to leave: header values of every level, private bytes, and
 * any text like file names and commit messages. It knows nothing of the rules that should have removed them. Can be
 * shared between threads.
 */
public final class LeakGate {
    /** An identifier that was found; where it is, and of what kind, never which. */
    public record Leak(String place, IdentifierKind kind) {}

    private final IdentifierSet identifiers;

    public LeakGate(IdentifierSet identifiers) {
        this.identifiers = identifiers;
    }

    /** Searches a file's meta information and header; pixels are not looked at. */
    public List<Leak> search(DicomFile file) {
        Set<Leak> leaks = new LinkedHashSet<>();
        file.meta().walk((owner, element) -> search(owner, element, leaks));
        file.dataSet().walk((owner, element) -> search(owner, element, leaks));
        return List.copyOf(leaks);
    }

    /** Searches a text, like a file name or a commit message; {@code place} says what it is. */
    public List<Leak> search(String place, String text) {
        List<Leak> leaks = new ArrayList<>();
        identifiers.find(text).forEach(hit -> leaks.add(new Leak(place, hit.kind())));
        return leaks;
    }

    private void search(DataSet owner, Element element, Set<Leak> leaks) {
        if (!(element instanceof Element.Plain plain) || Tag.isPixelData(element.tag())) {
            return;
        }
        byte[] bytes = plain.toByteArray();
        List<IdentifierSet.Hit> hits = new ArrayList<>(identifiers.find(bytes, content(plain)));
        if (plain.vr().isLocalText()) {
            owner.getStrings(plain.tag()).forEach(text -> hits.addAll(identifiers.find(text)));
        }
        CompressedProtocol.text(bytes)
                .ifPresent(text -> hits.addAll(identifiers.find(text, IdentifierSet.Content.TEXT)));
        if (CsaHeader.isCsa(bytes)) {
            CsaHeader.items(bytes)
                    .ifPresent(items -> items.forEach(item -> hits.addAll(
                            identifiers.find(bytes, item.start(), item.length(), IdentifierSet.Content.TEXT))));
        }
        hits.forEach(hit -> leaks.add(new Leak(Tag.toString(plain.tag()), hit.kind())));
    }

    private static IdentifierSet.Content content(Element.Plain plain) {
        Vr vr = plain.vr();
        return switch (vr) {
            case DS, IS, TM, UI, AS -> IdentifierSet.Content.NUMBERS;
            default -> vr.isText() ? IdentifierSet.Content.TEXT : IdentifierSet.Content.BINARY;
        };
    }
}
