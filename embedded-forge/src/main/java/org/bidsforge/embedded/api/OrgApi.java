// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.embedded.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bidsforge.embedded.store.Account;
import org.bidsforge.embedded.store.Tables;
import org.bidsforge.embedded.wire.AccountJson;
import org.bidsforge.embedded.wire.Links;

/** Organisations. */
final class OrgApi {
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,98}");

    private final Tables tables;
    private final AccountJson accounts;

    OrgApi(Tables tables, Links links) {
        this.tables = tables;
        this.accounts = new AccountJson(links);
    }

    void addTo(Router router) {
        router.get("/orgs", this::list)
                .get("/user/orgs", this::list)
                .post("/orgs", this::create)
                .get("/orgs/{org}", call -> call.answer(200, accounts.organization(find(tables, call))));
    }

    /** The organisation of the path. */
    static Account find(Tables tables, Call call) {
        String name = call.parameter("org");
        return tables.accounts()
                .find(name)
                .filter(Account::organization)
                .orElseThrow(() ->
                        ApiProblem.notFoundIn("GetOrgByName", "user redirect does not exist [name: " + name + "]"));
    }

    private void list(Call call) {
        call.caller("organization", false);
        call.answerPage(tables.accounts().organizations(), accounts::organization);
    }

    private void create(Call call) {
        call.caller("organization", true);
        JsonNode body = call.body();
        String name = call.required(body, "username");
        if (!NAME.matcher(name).matches() || name.contains("..") || RepoApi.RESERVED.contains(name)) {
            throw ApiProblem.of(422, "[UserName]: invalid username");
        }
        Account created = tables.database().transaction(() -> {
            Optional<Account> known = tables.accounts().find(name);
            if (known.isPresent()) {
                throw ApiProblem.of(422, "user already exists [name: " + name + "]");
            }
            return tables.accounts()
                    .add(
                            name,
                            true,
                            body.path("email").asText(""),
                            body.path("full_name").asText(""),
                            body.path("description").asText(""));
        });
        call.answer(201, accounts.organization(created));
    }
}
