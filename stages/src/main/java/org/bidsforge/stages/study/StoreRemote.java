// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.stages.study;

import java.util.SortedMap;
import java.util.TreeMap;
import org.bidsforge.core.pipeline.RepositoryKind;
import org.bidsforge.core.pipeline.StudyName;
import org.bidsforge.store.StoreLocation;

/** The special remote by which every clone of a repository finds its content. */
final class StoreRemote {
    /** The remote's name in every clone. */
    static final String NAME = "store";

    private final StoreLocation location;

    StoreRemote(StoreLocation location) {
        this.location = location;
    }

    /** What the names of a repository's objects begin with, below the store's own address. */
    static String prefix(StudyName study, RepositoryKind kind) {
        return study + "/" + kind.label() + "/";
    }

    /** The settings as git-annex keeps them: enough for a clone to enable the remote by itself, and no secret. */
    SortedMap<String, String> settings(StudyName study, RepositoryKind kind) {
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("name", NAME);
        settings.put("type", "external");
        settings.put("externaltype", "minio");
        settings.put("encryption", "none");
        settings.put("autoenable", "true");
        String prefix = prefix(study, kind);
        if (location instanceof StoreLocation.S3 s3) {
            settings.put("url", s3.endpoint().toString());
            settings.put("bucket", s3.bucket());
            settings.put("prefix", s3.prefix() + prefix);
        } else {
            settings.put(
                    "url",
                    location.toString().replaceFirst("^file:/+", "file:///").replaceFirst("/+$", ""));
            settings.put("prefix", prefix);
        }
        return settings;
    }
}
