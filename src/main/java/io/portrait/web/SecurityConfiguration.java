package io.portrait.web;

import io.portrait.access.audit.AuditLog;
import io.portrait.access.auth.DevelopmentMode;
import io.portrait.access.auth.RateLimits;
import io.portrait.ingest.IdentityGraph;
import jakarta.servlet.DispatcherType;
import java.util.Locale;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * The security filter chain: host, authentication, rate limit, audit, authorization. There are no sessions and no cookies, so
 * cross-site request forgery is not possible.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /** The policy: own scripts and styles only. Swagger UI's style sheet has images in {@code data:} URLs. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self';"
            + " frame-ancestors 'none'";

    /** The policy of Swagger UI, which sets styles in elements. */
    private static final String CONTENT_SECURITY_POLICY_OF_SWAGGER_UI =
            CONTENT_SECURITY_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

    private final HandlerExceptionResolver problemResolver;

    SecurityConfiguration(HandlerExceptionResolver handlerExceptionResolver) {
        this.problemResolver = handlerExceptionResolver;
    }

    @Bean
    SecurityFilterChain chain(
            HttpSecurity http,
            RouteResolver routes,
            IdentityGraph identityGraph,
            HostFilter hostFilter,
            RequestAuthentication authentication,
            RateLimits limits,
            AuditLog audit) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(SecurityConfiguration::headers)
                .addFilterBefore(hostFilter, AnonymousAuthenticationFilter.class)
                .addFilterAfter(new KeyAuthenticationFilter(authentication, problemResolver), HostFilter.class)
                .addFilterAfter(new RateLimitFilter(limits, problemResolver), KeyAuthenticationFilter.class)
                .addFilterAfter(new AuditFilter(routes, audit, problemResolver), RateLimitFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ASYNC,
                                DispatcherType.ERROR,
                                DispatcherType.FORWARD,
                                DispatcherType.INCLUDE)
                        .permitAll()
                        .anyRequest()
                        .access(new RouteAuthorization(routes, identityGraph::opens)))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                                (request, response, e) -> problemResolver.resolveException(
                                        request, response, null, new AccessDenial.InvalidKey().problem()))
                        .accessDeniedHandler(accessDenialAsProblem()))
                .build();
    }

    @Bean
    HostFilter hostFilter(DevelopmentMode developmentMode, WebProperties properties) {
        return new HostFilter(developmentMode, properties, problemResolver);
    }

    /** Turns off the registration of the filter with the servlet container, because it is part of the chain. */
    @Bean
    FilterRegistrationBean<HostFilter> hostFilterInChainOnly(HostFilter hostFilter) {
        FilterRegistrationBean<HostFilter> registration = new FilterRegistrationBean<>(hostFilter);
        registration.setEnabled(false);
        return registration;
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.addHeaderWriter((request, response) ->
                        response.setHeader("Content-Security-Policy", contentSecurityPolicy(request.getRequestURI())))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .permissionsPolicyHeader(
                        policy -> policy.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"))
                .frameOptions(FrameOptionsConfig::deny);
    }

    private static String contentSecurityPolicy(String path) {
        return path.startsWith("/swagger-ui/") ? CONTENT_SECURITY_POLICY_OF_SWAGGER_UI : CONTENT_SECURITY_POLICY;
    }

    private AccessDeniedHandler accessDenialAsProblem() {
        return (request, response, e) -> {
            AccessDenial denial = e instanceof AuthorizationDeniedException denied
                            && denied.getAuthorizationResult() instanceof AccessDenial accessDenial
                    ? accessDenial
                    : new AccessDenial.InvalidKey();
            problemResolver.resolveException(request, response, null, denial.problem());
        };
    }

    /** Turns off the observation of single filters. A request is observed as a whole. */
    @Bean
    SecurityObservationSettings withoutFilterObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** A firewall that allows all characters of ids in paths. Ids are validated where they are parsed. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowSemicolon(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowUrlEncodedPeriod(true);
        firewall.getEncodedUrlBlocklist().removeIf(SecurityConfiguration::isEncodedSlash);
        firewall.getDecodedUrlBlocklist().removeIf(SecurityConfiguration::isEncodedSlash);
        return firewall;
    }

    /** A check for encoded slashes and backslashes only: plain ones that separate nothing stay forbidden. */
    private static boolean isEncodedSlash(String forbidden) {
        String lowerCase = forbidden.toLowerCase(Locale.ROOT);
        return lowerCase.contains("%2f") || lowerCase.contains("%5c");
    }

    @Bean
    RequestRejectedHandler malformedRequestAsProblem() {
        return (request, response, e) -> problemResolver.resolveException(
                request,
                response,
                null,
                ProblemCode.BAD_REQUEST.problem(
                        "the request line or a header is malformed: an id that a path cannot hold goes by ?userId= or ?id="));
    }
}
