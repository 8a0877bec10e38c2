// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.bidsforge.store.StoredObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderSizesTest {
    private static StoredObject object(String name, long size) {
        return new StoredObject(name, size, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"0, lab/", "1, lab/study/", "2, lab/study/sub-01/", "9, lab/study/sub-01/anat/"})
    void countsByFolderDownToADepth(int depth, String folder) {
        FolderSizes sizes = new FolderSizes("lab/", depth);

        sizes.accept(object("lab/study/sub-01/anat/a", 1));
        sizes.accept(object("lab/study/sub-01/anat/b", 2));

        assertThat(sizes.folders()).containsOnlyKeys(folder);
        assertThat(sizes.total().bytes()).isEqualTo(3);
        assertThat(sizes.total().objects()).isEqualTo(2);
    }

    @Test
    void countsObjectsBesideFoldersWithTheirFolder() {
        FolderSizes sizes = new FolderSizes("", 1);

        sizes.accept(object("key", 1));
        sizes.accept(object("folder/key", 2));

        assertThat(sizes.folders()).containsOnlyKeys("", "folder/");
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long growth(int objects) {
        FolderSizes sizes = new FolderSizes("", 2);
        long before = used();
        for (int i = 0; i < objects; i++) {
            sizes.accept(object("sub-" + i % 30_000 + "/ses-1/MD5E-s" + i + "--key", i));
        }
        long after = used();
        assertThat(sizes.total().objects()).isEqualTo(objects);
        assertThat(sizes.folders()).containsKey(FolderSizes.FURTHER).hasSize(10_001);
        return after - before;
    }

    @Test
    void needsTheSameMemoryForManyObjectsAndFolders() {
        assertThat(growth(100_000)).isLessThan(20_000_000);
    }

    @Test
    @Tag("long")
    void needsTheSameMemoryForFifteenMillionObjects() {
        assertThat(growth(15_000_000)).isLessThan(20_000_000);
    }
}
