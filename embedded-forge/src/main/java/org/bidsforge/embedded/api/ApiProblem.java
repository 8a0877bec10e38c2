// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import java.util.List;
import org.bidsforge.embedded.wire.Shape;
import org.jspecify.annotations.Nullable;

/** A call that is answered with an error. */
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;
    private final boolean tellsErrors;
    private final @Nullable String error;

    private ApiProblem(int status, String reason, boolean tellsErrors, @Nullable String error) {
        super(reason, null, false, false);
        this.status = status;
        this.reason = reason;
        this.tellsErrors = tellsErrors;
        this.error = error;
    }

    public static ApiProblem of(int status, String reason) {
        return new ApiProblem(status, reason, false, null);
    }

    public static ApiProblem notFound() {
        return new ApiProblem(404, "not found", true, null);
    }

    public static ApiProblem notFound(String error) {
        return new ApiProblem(404, "not found", true, error);
    }

    /** Where Gitea names the function that found nothing. */
    static ApiProblem notFoundIn(String function, String error) {
        return new ApiProblem(404, function, true, error);
    }

    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    public Shape shape(String swagger) {
        Shape shape = new Shape().with("message", reason).with("url", swagger);
        return tellsErrors ? shape.with("errors", error == null ? null : List.of(error)) : shape;
    }
}
