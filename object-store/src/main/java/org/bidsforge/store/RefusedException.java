// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bidsforge.store.StoreException.Kind;

/** An answer that is not what was asked for: S3's error, or that of something that is not S3 (code is empty then). */
public final class RefusedException extends IOException {
    /** How much of an error's text is worth reading. */
    public static final int LONGEST_TEXT = 1 << 16;

    private static final long serialVersionUID = 1L;

    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]{1,100})</Code>");
    private static final Pattern MESSAGE = Pattern.compile("<Message>([^<]{1,1000})</Message>");
    private static final Set<Integer> TRANSIENT_STATUS = Set.of(408, 429, 500, 502, 503, 504);
    private static final Set<String> TRANSIENT_CODE =
            Set.of("RequestTimeout", "SlowDown", "SlowDownRead", "SlowDownWrite", "InternalError", "NoSuchUpload");
    private static final Set<String> DENIED_CODE = Set.of(
            "AccessDenied",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "ExpiredToken",
            "InvalidToken",
            "InvalidTokenId",
            "TokenRefreshRequired",
            "UnauthorizedAccess",
            // versitygw, for a user that it does not know
            "XAdminUserNotFound");
    private static final Set<String> ENDED_CODE =
            Set.of("ExpiredToken", "InvalidAccessKeyId", "InvalidToken", "InvalidTokenId", "TokenRefreshRequired");
    /** How servers say in words that a version may not be deleted yet; their codes have other meanings, too. */
    private static final Pattern LOCKED =
            Pattern.compile("(?i)WORM protected|(protected|forbidden) by object lock|retention|legal hold");

    private final int status;
    private final String code;
    private final boolean locked;
    private final boolean told;

    public RefusedException(int status, String code, String message) {
        this(status, code, message, true);
    }

    private RefusedException(int status, String code, String message, boolean told) {
        super(message);
        this.status = status;
        this.code = code;
        this.told = told;
        this.locked = (code.equals("AccessDenied") || code.equals("InvalidRequest") || code.equals("ObjectLocked"))
                && LOCKED.matcher(message).find();
    }

    /**
     * What S3 says.
     *
     * @param given the code in a header, which answers to HEAD have instead of a text
     */
    public static RefusedException ofS3(int status, String text, Optional<String> given) {
        Optional<String> told = find(CODE, text).or(() -> given);
        String code = told.orElse(code(status));
        String message = code + ": " + find(MESSAGE, text).orElse("status " + status);
        return new RefusedException(status, code, message, told.isPresent());
    }

    /** What something else says. */
    public static RefusedException ofOther(int status, String contentType) {
        return new RefusedException(
                status,
                "",
                "the answer is not from an S3 server, perhaps from its console port (status " + status + ", "
                        + contentType + ")");
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** What a status means that came without an error document, as every answer to HEAD does. */
    private static String code(int status) {
        return switch (status) {
            case 401, 403 -> "AccessDenied";
            case 404 -> "NoSuchKey";
            case 412 -> "PreconditionFailed";
            case 416 -> "InvalidRange";
            default -> "Status" + status;
        };
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Whether the server named the code itself; else it was guessed from the status. */
    public boolean isTold() {
        return told;
    }

    /** Whether temporary credentials have come to their end; an answer to HEAD says it by its status alone. */
    public boolean isOfEndedCredentials() {
        return ENDED_CODE.contains(code) || (status == 400 && !told);
    }

    /** Whether a lock on the object is the reason. */
    public boolean isLocked() {
        return locked;
    }

    public Kind kind() {
        if (code.equals("NoSuchKey")) {
            return Kind.MISSING;
        }
        if (locked) {
            return Kind.PERMANENT;
        }
        if (DENIED_CODE.contains(code)) {
            return Kind.DENIED;
        }
        boolean again = TRANSIENT_CODE.contains(code) || TRANSIENT_STATUS.contains(status);
        return again ? Kind.TRANSIENT : Kind.PERMANENT;
    }
}
