package io.portrait.web;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import io.swagger.v3.oas.annotations.servers.Server;

/** The general part of the OpenAPI description. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Portrait",
                        version = "1",
                        description = "A live profile of every user: POST events, GET profiles. With the embedded"
                                + " database use the keys `dev-write`, `dev-catalogue`, `dev-internal`, `dev-partner`,"
                                + " `dev-public` and `dev-admin`.",
                        license = @License(name = "Apache-2.0")),
        servers = @Server(url = "/"),
        security = @SecurityRequirement(name = "key"))
@SecurityScheme(name = "key", type = SecuritySchemeType.HTTP, scheme = "bearer")
final class ApiDescription {

    private ApiDescription() {}
}
