// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.annexremote.remote;

import java.util.LinkedHashMap;
import java.util.Map;

/** All settings of {@code git annex initremote}: own ones first, then those by which git-annex's S3 remote calls them. */
enum Setting {
    URL("url", "the server (https://host:port) or the folder (file:///absolute/path)"),
    BUCKET("bucket", "the bucket on the server"),
    PREFIX("prefix", "what the names of all objects begin with, such as lab/study/"),
    REGION("region", "the server's region (default us-east-1)"),
    INSECURE("insecure", "yes to use http:// to another machine, where anybody in between can read along"),
    CA_FILE("cafile", "PEM file with the authorities to trust instead of the system's"),
    PROXY("proxy", "http://host:port that requests go through"),
    PROFILE("profile", "which profile of ~/.aws to take credentials from"),
    ROLE_ARN("role-arn", "role to take on with the credentials (STS AssumeRole)"),
    SSE("sse", "encryption by the server: AES256 or aws:kms"),
    SSE_KMS_KEY("sse-kms-key", "id of the key for sse=aws:kms"),
    METADATA("metadata", "yes to copy git-annex metadata to x-amz-meta-* and tags of the objects"),
    META("x-amz-meta", "metadata of all objects: name=value,name=value"),
    DELETION("deletion", "in a bucket with versions: hide (default) or all-versions"),
    HOST("host", "the server's host, as for type=S3; url= is shorter"),
    PORT("port", "the server's port, as for type=S3"),
    PROTOCOL("protocol", "https (default) or http, as for type=S3"),
    REQUEST_STYLE("requeststyle", "path (default but on AWS) or virtual-host"),
    FILE_PREFIX("fileprefix", "the same as prefix=, as for type=S3"),
    PART_SIZE("partsize", "size of the parts of large objects, such as 64MiB (default: by the object's size)"),
    STORAGE_CLASS("storageclass", "such as STANDARD_IA"),
    DATACENTER("datacenter", "the same as region=, as for type=S3"),
    PUBLIC_URL("publicurl", "where a clone without credentials gets the content, with a slash at the end"),
    PUBLIC("public", "only no, as for type=S3: use a bucket policy to publish"),
    SIGNATURE("signature", "v4, or anonymous to use no credentials; v2 is taken for v4"),
    TAGGING("x-amz-tagging", "tags of all objects: name=value&name=value"),
    RESTORE("restore", "only no, as for type=S3: objects in an archive are not restored");

    private final String word;
    private final String meaning;

    Setting(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    String word() {
        return word;
    }

    static Map<String, String> described() {
        Map<String, String> described = new LinkedHashMap<>();
        for (Setting setting : values()) {
            described.put(setting.word, setting.meaning);
        }
        return described;
    }
}
