// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Map;
import org.bidsforge.store.StoreLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static Settings settings(String url, String bucket, String prefix, String insecure) throws IOException {
        return Settings.of(new RecordedAnnex(
                ".git", Map.of("url", url, "bucket", bucket, "prefix", prefix, "insecure", insecure)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://minio.lab:9000, bids, s3+https://minio.lab:9000/bids/",
        "https://minio.lab/, bids, s3+https://minio.lab/bids/",
        "http://127.0.0.1:9000, bids, s3+http://127.0.0.1:9000/bids/",
        "http://localhost, bids, s3+http://localhost/bids/",
        "http://[::1]:9000, bids, s3+http://[::1]:9000/bids/"
    })
    void readsAServer(String url, String bucket, String location) throws IOException {
        assertThat(settings(url, bucket, "lab/study/", "").location()).hasToString(location);
    }

    @Test
    void readsAFolder() throws IOException {
        Settings settings = settings("file:///srv/store", "", "lab/", "");

        assertThat(settings.location()).isEqualTo(StoreLocation.parse("file:///srv/store"));
        assertThat(settings.prefix()).isEqualTo("lab/");
    }

    @Test
    void takesPlainHttpToAnotherMachineOnlyWhenTold() throws IOException {
        assertThat(settings("http://minio.lab:9000", "bids", "", "yes").location())
                .hasToString("s3+http://minio.lab:9000/bids/");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings("http://minio.lab:9000", "bids", "", ""))
                .withMessageContaining("insecure=yes");
    }

    @ParameterizedTest
    @CsvSource({
        "'', bids, '', must begin with",
        "/srv/store, '', '', must begin with",
        "ftp://host, bids, '', must begin with",
        "not a url, bids, '', Illegal character",
        "https://host, '', '', bucket= is missing",
        "https://host, BIDS, '', a bucket has",
        "https://host/bids, bids, '', names the server only",
        "https://user:secret@host, bids, '', names the server only",
        "file:///srv, bids, '', bucket= belongs to a server",
        "file:srv, '', '', file:///absolute/path",
        "https://host, bids, /lab, prefix=",
        "https://host, bids, lab//study/, prefix=",
        "https://host, bids, ../lab/, prefix="
    })
    void refusesTheRest(String url, String bucket, String prefix, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(url, bucket, prefix, ""))
                .withMessageContaining(message)
                .withMessageNotContaining("secret");
    }
}
