// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.core.config;

import java.util.Arrays;
import java.util.Optional;

/**
 * Every environment variable of every program, its default and its meaning.
 *
 * <p>A default may name other variables in braces, and the user's folders for data and for what can be made again:
 * {@code XDG_DATA_HOME}, else {@code ~/.local/share}, and {@code XDG_CACHE_HOME}, else {@code ~/.cache}. {@link
 * Environment} fills them in.
 */
public enum Variable {
    BIDSFORGE_HOME(Kind.TEXT, "{XDG_DATA_HOME}/bidsforge", "Folder with all state of this machine"),
    BIDSFORGE_TOOLBOX(
            Kind.TEXT, "{XDG_CACHE_HOME}/bidsforge/toolbox", "Python environment with dcm2niix, git-annex, validator"),
    BIDSFORGE_SCHEMA(Kind.TEXT, "", "schema.json of the version of BIDS to follow, instead of the toolbox's"),
    BIDSFORGE_FORGE(Kind.TEXT, "embedded", "Which forge: embedded or gitea (also Forgejo)"),
    BIDSFORGE_FORGE_URL(Kind.TEXT, "http://{BIDSFORGE_FORGE_HOST}:{BIDSFORGE_FORGE_PORT}", "Where the forge is"),
    BIDSFORGE_FORGE_TOKEN(Kind.SECRET, "", "Token with which the programs act on the forge"),
    BIDSFORGE_FORGE_HOST(Kind.TEXT, "127.0.0.1", "Address on which the embedded forge listens"),
    BIDSFORGE_FORGE_PORT(Kind.TEXT, "8480", "Port on which the embedded forge listens; 0 takes a free one"),
    BIDSFORGE_HOOK_SECRET(Kind.SECRET, "", "Key of the signature on the forge's hooks"),
    BIDSFORGE_SERVICE_HOST(Kind.TEXT, "127.0.0.1", "Address on which the service listens"),
    BIDSFORGE_SERVICE_PORT(Kind.TEXT, "8481", "Port on which the service listens; 0 takes a free one"),
    BIDSFORGE_SERVICE_URL(
            Kind.TEXT,
            "http://{BIDSFORGE_SERVICE_HOST}:{BIDSFORGE_SERVICE_PORT}",
            "Where forge, jobs and people reach the service"),
    BIDSFORGE_INTAKE_TOKEN(Kind.SECRET, "", "Token with which the intake reports to the service"),
    BIDSFORGE_DB_URL(
            Kind.TEXT,
            "jdbc:sqlite:{BIDSFORGE_HOME}/service/service.db",
            "The service's database: SQLite or PostgreSQL"),
    BIDSFORGE_DB_USER(Kind.TEXT, "", "User of the database"),
    BIDSFORGE_DB_PASSWORD(Kind.SECRET, "", "Password of the database"),
    BIDSFORGE_RECONCILE_SECONDS(Kind.TEXT, "60", "Seconds between two looks at the forge without any hook"),
    BIDSFORGE_STORE_URL(
            Kind.TEXT, "file://{BIDSFORGE_HOME}/store", "Where content is kept: file://, s3+http:// or s3+https://"),
    BIDSFORGE_STORE_ACCESS_KEY(Kind.SECRET, "", "Access key of the S3 store"),
    BIDSFORGE_STORE_SECRET_KEY(Kind.SECRET, "", "Secret key of the S3 store"),
    BIDSFORGE_STORE_REGION(Kind.TEXT, "us-east-1", "Region of the S3 store"),
    BIDSFORGE_DICOM_HOST(Kind.TEXT, "127.0.0.1", "Address on which the intake listens for DICOM"),
    BIDSFORGE_DICOM_PORT(Kind.TEXT, "11112", "Port on which the intake listens for DICOM; 0 takes a free one"),
    BIDSFORGE_AE_TITLE(Kind.TEXT, "BIDSFORGE", "Application entity title of the intake"),
    BIDSFORGE_CLOSE_SECONDS(Kind.TEXT, "60", "Seconds without a new object after which a session is closed"),
    BIDSFORGE_DEFAULT_STUDY(
            Kind.TEXT,
            "",
            "Study, as investigator/study, of sessions whose StudyDescription names none; else they wait"),
    BIDSFORGE_SPOOL_RESERVE(Kind.TEXT, "1G", "Free space below which the intake refuses new objects"),
    BIDSFORGE_DEID_KEY(Kind.SECRET, "", "Key of the pseudonymous dates and UIDs; losing it loses their stability"),
    BIDSFORGE_TICKET(Kind.SECRET, "", "Set by the workflow: the ticket with which a job claims its work"),
    BIDSFORGE_SESSION(Kind.TEXT, "", "Set by the workflow: the session to work on"),
    BIDSFORGE_SOURCE(Kind.TEXT, "", "Set by the workflow: the commit of sourcedata to work on");

    static final String PREFIX = "BIDSFORGE_";

    private enum Kind {
        TEXT,
        SECRET
    }

    private final Kind kind;
    private final String defaultValue;
    private final String meaning;

    Variable(Kind kind, String defaultValue, String meaning) {
        this.kind = kind;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    public boolean isSecret() {
        return kind == Kind.SECRET;
    }

    /** The default as it is documented, braces and all; empty when there is none. */
    public String defaultValue() {
        return defaultValue;
    }

    public String meaning() {
        return meaning;
    }

    /** The variable that names a file with the secret; only secrets have one. */
    String fileName() {
        return name() + "_FILE";
    }

    static Optional<Variable> named(String name) {
        return Arrays.stream(values())
                .filter(v ->
                        v.name().equals(name) || (v.isSecret() && v.fileName().equals(name)))
                .findFirst();
    }
}
