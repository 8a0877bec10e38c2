// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bidsforge.annexremote.login.LocalSettings;
import org.bidsforge.annexremote.protocol.RecordedAnnex;
import org.bidsforge.store.S3Options;
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
        "https://host, b, '', a bucket has",
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

    private static Settings of(String... pairs) throws IOException {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        return Settings.of(new RecordedAnnex(".git", given));
    }

    @Test
    void readsTheSettingsOfTheBuiltInRemote() throws IOException {
        Settings settings = of(
                "host",
                "minio.lab",
                "port",
                "9000",
                "bucket",
                "Study",
                "fileprefix",
                "lab/",
                "datacenter",
                "EU",
                "requeststyle",
                "path",
                "partsize",
                "64MiB",
                "storageclass",
                "STANDARD_IA",
                "signature",
                "v2",
                "public",
                "no",
                "publicurl",
                "https://public.lab/study/",
                "x-amz-tagging",
                "a=b&c=d",
                "x-amz-meta",
                "Owner=lab");

        assertThat(settings.location()).hasToString("s3+https://minio.lab:9000/study/");
        assertThat(settings.prefix()).isEqualTo("lab/");
        assertThat(settings.region()).isEqualTo("eu-west-1");
        assertThat(settings.options().addressing()).isEqualTo(S3Options.Addressing.PATH);
        assertThat(settings.options().partSize()).hasValue(64 << 20);
        assertThat(settings.options().storageClass()).contains("STANDARD_IA");
        assertThat(settings.publicUrl()).contains(URI.create("https://public.lab/study/"));
        assertThat(settings.labels().tags()).containsOnly(Map.entry("a", "b"), Map.entry("c", "d"));
        assertThat(settings.labels().metadata()).containsOnly(Map.entry("owner", "lab"));
    }

    @Test
    void goesToAwsWhenOnlyARegionIsGiven() throws IOException {
        Settings settings = of("datacenter", "eu-west-3", "bucket", "study");

        assertThat(settings.location()).hasToString("s3+https://s3.eu-west-3.amazonaws.com/study/");
        assertThat(settings.options().addressing()).isEqualTo(S3Options.Addressing.VIRTUAL_HOST);
    }

    @ParameterizedTest
    @CsvSource({
        "host, other, url= says all",
        "fileprefix, other/, mean the same",
        "public, yes, not supported",
        "restore, yes, not supported",
        "signature, v5, signature= is",
        "requeststyle, odd, requeststyle= is",
        "deletion, some, deletion= is",
        "partsize, 1, 5 MiB to 5 GiB",
        "partsize, 64 apples, a size is",
        "insecure, maybe, is yes or no",
        "metadata, on, is yes or no",
        "sse, ROT13, AES256 or aws:kms",
        "sse-kms-key, id, belongs to aws:kms",
        "proxy, socks://x, a proxy is written",
        "publicurl, https://public.lab/study, ends with a slash",
        "x-amz-meta, owner, name=value",
        "x-amz-tagging, a&b, name=value"
    })
    void refusesWhatItCannotDo(String setting, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of("url", "https://minio.lab", "bucket", "bids", "prefix", "lab/", setting, value))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"5242880, 5242880", "64MiB, 67108864", "1 GB, 1000000000", "1.5GiB, 1610612736", "10kB, 10000"})
    void readsSizesAsGitAnnexDoes(String text, long bytes) {
        assertThat(ByteCount.parse(text)).isEqualTo(bytes);
    }

    @Test
    void letsThisMachineDecideOnCertificatesAndProxy() throws IOException {
        Settings settings = of("url", "https://minio.lab", "bucket", "bids", "cafile", "/shared.pem")
                .with(LocalSettings.of(Map.of("cafile", "/here.pem", "proxy", "http://proxy:3128")));

        assertThat(settings.options().certificates()).contains(Path.of("/here.pem"));
        assertThat(settings.options().proxy()).contains(URI.create("http://proxy:3128"));
    }
}
