// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of {@link ObjectStoreContract} about names: what one store takes, all take. */
public abstract class ObjectNamesContract {
    /** An empty store. */
    protected abstract ObjectStore store() throws IOException;

    static ObjectContent text(String text) {
        return ObjectContent.ofBytes(text.getBytes(UTF_8));
    }

    static String content(ObjectStore store, String name) throws IOException {
        try (InputStream in = store.read(name, 0)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    static Set<String> names(ObjectStore store, String prefix) throws IOException {
        Set<String> names = new TreeSet<>();
        store.list(prefix, object -> assertThat(names.add(object.name())).isTrue());
        return names;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b/c d",
                "MD5E-s7--9a0364b9e99bb480dd25e1f0284c8555.nii.gz",
                "URL-s5--http&c%%127.0.0.1&c19000%bkt%a,63x",
                "percent%2Fslash%",
                "Ümläut/été/名前",
                "-dash/-",
                "quotes\"'`<>&;#?+=@$!*()[]{}|~^,:",
                "folder.d/file.d",
                "folder.d/file.d%",
                "file.d%%",
                "...",
                ".hidden/.file",
                "CASE/case",
                "case/CASE"
            })
    void takesOddNames(String name) throws IOException {
        ObjectStore store = store();

        store.put(name, text(name));

        assertThat(content(store, name)).isEqualTo(name);
        assertThat(store.find(name).orElseThrow().name()).isEqualTo(name);
        assertThat(names(store, "")).containsExactly(name);
        store.delete(name);
        assertThat(store.find(name)).isEmpty();
    }

    @Test
    protected void takesTheLongestNames() throws IOException {
        ObjectStore store = store();
        String name = "s".repeat(250) + "/" + "é".repeat(125) + "/" + "x".repeat(250);

        store.put(name, text("long"));

        assertThat(content(store, name)).isEqualTo("long");
        assertThat(names(store, "s")).containsExactly(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a\u0000", "a\nb", "\ud800"})
    void refusesIllegalNames(String name) throws IOException {
        ObjectStore store = store();

        assertThatThrownBy(() -> store.put(name, text("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.find(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.read(name, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.delete(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    protected void keepsANameThatIsAlsoAFolderOfOthers() throws IOException {
        ObjectStore store = store();

        store.put("a", text("object"));
        store.put("a/b", text("below"));

        assertThat(content(store, "a")).isEqualTo("object");
        assertThat(content(store, "a/b")).isEqualTo("below");
        store.delete("a");
        assertThat(store.find("a")).isEmpty();
        assertThat(content(store, "a/b")).isEqualTo("below");
        assertThat(names(store, "")).containsExactly("a/b");
    }

    @Test
    protected void listsAlsoBelowAnotherObject() throws IOException {
        ObjectStore store = store();
        store.put("a", text("object"));
        store.put("a/b", text("below"));

        assertThat(names(store, "a")).isEqualTo(listedWithOneBelow());
    }

    /** What a listing names of {@code a} and {@code a/b}. */
    protected Set<String> listedWithOneBelow() {
        return Set.of("a", "a/b");
    }
}
