// Copyright BIDSforge contributors
// SPDX-License-Identifier: Apache-2.0
package org.bidsforge.store.peer;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bidsforge.store.StoreCredentials;

/**
 * Refuses content that comes without a digest, as AWS does for buckets that lock all that comes; other servers take it.
 * The text of the refusal is that of AWS.
 */
public final class DigestGateway extends HttpGateway implements S3Server {
    private static final Pattern DIGEST = Pattern.compile("(?im)^(content-md5|x-amz-checksum-(crc32c|sha256)): *\\S+");
    private static final String REFUSAL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Error><Code>InvalidRequest</Code><Message>Content-MD5 OR x-amz-checksum- HTTP header is required for Put \
            Object requests with Object Lock parameters</Message><RequestId>1</RequestId></Error>""";

    private final S3Server server;

    public DigestGateway(S3Server server) throws IOException {
        super(server.port());
        this.server = server;
    }

    /** What names a query is a setting or a part, of which only a part has content. */
    @Override
    Verdict judge(String head) {
        String target = head.substring(0, Math.max(0, head.indexOf(" HTTP/")));
        boolean content = target.startsWith("PUT /")
                && target.lastIndexOf('/') > "PUT /".length()
                && (target.indexOf('?') < 0 || target.contains("partNumber="))
                && !head.toLowerCase(Locale.ROOT).contains("\r\nx-amz-copy-source");
        if (!content || DIGEST.matcher(head).find()) {
            return ALL;
        }
        return new Verdict.Refuse("HTTP/1.1 400 Bad Request\r\nx-amz-request-id: 1\r\nContent-Type: application/xml\r\n"
                + "Connection: close\r\nContent-Length: " + REFUSAL.length() + "\r\n\r\n" + REFUSAL);
    }

    @Override
    public StoreCredentials owner() {
        return server.owner();
    }

    @Override
    public void stop() throws InterruptedException {
        server.stop();
    }
}
