// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.service.work;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bidsforge.core.config.Secret;

/**
 * What a job is given for its claim. The forge token and the store's keys are the service's own for
 * now, so whoever may change a study's workflow has their reach; narrower ones need a forge that
 * makes tokens per repository and a store with STS.
 */
public record JobGrant(
        URI forgeUrl, String forgeUser, Secret forgeToken, String storeUrl, Optional<StoreKeys> storeKeys) {
    /** Access to an S3 store; a directory store needs none. */
    public record StoreKeys(Secret accessKey, Secret secretKey, String region) {}

    Map<String, Object> answer(Claims.Granted granted) {
        Target target = granted.work().target();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("study", target.study().toString());
        answer.put("session", target.session().toString());
        answer.put("source", target.sourceCommit());
        answer.put("forgeUrl", forgeUrl.toString());
        answer.put("forgeUser", forgeUser);
        answer.put("forgeToken", forgeToken.value());
        answer.put("store", store());
        answer.put("reportToken", granted.reportToken().text());
        return answer;
    }

    private Map<String, Object> store() {
        Map<String, Object> store = new LinkedHashMap<>();
        store.put("url", storeUrl);
        store.put("accessKey", storeKeys.map(keys -> keys.accessKey().value()).orElse(""));
        store.put("secretKey", storeKeys.map(keys -> keys.secretKey().value()).orElse(""));
        store.put("sessionToken", "");
        store.put("region", storeKeys.map(StoreKeys::region).orElse(""));
        return store;
    }
}
