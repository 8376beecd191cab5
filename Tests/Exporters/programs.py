"""The programs of Debian that show metrics over HTTP, and how each is started on loopback.

Many find nothing to watch here and say so in their metrics, which are real all the same: their own, those of their
language's client library, and what they tell of a target that does not answer.

Not here, since they show nothing without what a machine like this does not have: those for HA clusters
(prometheus-hacluster-exporter), home plugs (prometheus-homeplug-exporter), OpenStack (prometheus-openstack-exporter)
and Traffic Server (prometheus-trafficserver-exporter), and prometheus-pgbouncer-exporter, which ends with an error
beside Debian's pgbouncer.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Program:
    """A program: {port} is a free port, {other} a second one, {folder} an empty folder of its own."""

    package: str
    words: list
    path: str = "/metrics"
    files: dict = field(default_factory=dict)
    variables: dict = field(default_factory=dict)
    # Programs that must run beside it: words as above, with the same ports and folder.
    beside: list = field(default_factory=list)


def go(package, *words, flag="--web.listen-address", command=None, **rest):
    """A program with the flag that nearly all exporters in Go have."""
    return Program(package, [command or package, f"{flag}=127.0.0.1:{{port}}", *words], **rest)


BLACKBOX = "modules:\n  http:\n    prober: http\n"
SQL = "jobs: []\n"
HAPROXY = """
global
    maxconn 16
defaults
    mode http
    timeout connect 1s
    timeout client 1s
    timeout server 1s
frontend stats
    bind 127.0.0.1:{port}
    http-request use-service prometheus-exporter if {{ path /metrics }}
    stats enable
    stats uri /stats
    default_backend nowhere
backend nowhere
    server one 127.0.0.1:{other}
"""
DNSDIST = """
setLocal("127.0.0.1:{other}")
newServer("127.0.0.1:9")
webserver("127.0.0.1:{port}")
setWebserverConfig({{statsRequireAuthentication=false, acl="127.0.0.0/8"}})
"""
CADDY = '{{\n  admin 127.0.0.1:{port}\n}}\nhttp://127.0.0.1:{other} {{\n  respond "here"\n}}\n'
DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols =
ssl = no
service stats {{
  inet_listener http {{
    address = 127.0.0.1
    port = {port}
  }}
}}
metric auth_finished {{
  filter = event=auth_request_finished
}}
metric time_of_requests {{
  filter = event=auth_request_finished
  group_by = duration:exponential:1:5:10
}}
"""
APACHE = """
ServerName localhost
Listen 127.0.0.1:{other}
PidFile {folder}/apache.pid
ErrorLog {folder}/apache.log
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule status_module /usr/lib/apache2/modules/mod_status.so
User www-data
Group www-data
<Location /server-status>
    SetHandler server-status
</Location>
"""
NGINX = """
daemon off;
pid {folder}/nginx.pid;
events {{ }}
http {{
  access_log off;
  server {{
    listen 127.0.0.1:{other};
    location /stub {{ stub_status; }}
  }}
}}
"""
MTAIL = """counter lines_total by level
gauge last
histogram size buckets 1, 10, 100
/^(?P<level>\\w+) (?P<n>\\d+)$/ {
  lines_total[$level]++
  last = $n
  size = $n
}
"""
TEXTFILE = """# HELP backup_size_bytes Written by a script.
# TYPE backup_size_bytes gauge
backup_size_bytes{host="web1"} 1.5e+09
"""

PROGRAMS = [
    Program(
        "prometheus",
        [
            "prometheus", "--config.file={folder}/prometheus.yml", "--storage.tsdb.path={folder}/data",
            "--web.listen-address=127.0.0.1:{port}",
        ],
        files={
            "prometheus.yml": "scrape_configs:\n- job_name: self\n  scrape_interval: 1s\n"
            "  static_configs:\n  - targets: ['127.0.0.1:{port}']\n"
        },
    ),
    go("prometheus-node-exporter", "--collector.textfile.directory={folder}",
       files={"backup.prom": TEXTFILE}),
    go("prometheus-pushgateway"),
    go(
        "prometheus-alertmanager", "--config.file={folder}/alerts.yml", "--storage.path={folder}/data",
        "--cluster.listen-address=",
        files={"alerts.yml": "route:\n  receiver: none\nreceivers:\n- name: none\n"},
    ),
    go("prometheus-blackbox-exporter", "--config.file={folder}/blackbox.yml",
       files={"blackbox.yml": BLACKBOX}),
    Program(
        "prometheus-blackbox-exporter",
        ["prometheus-blackbox-exporter", "--config.file={folder}/blackbox.yml",
         "--web.listen-address=127.0.0.1:{port}"],
        path="/probe?module=http&target=http://127.0.0.1:{port}/metrics",
        files={"blackbox.yml": BLACKBOX},
    ),
    go("prometheus-snmp-exporter", "--config.file=/etc/prometheus/snmp.yml"),
    go("prometheus-mysqld-exporter", "--config.my-cnf={folder}/my.cnf",
       files={"my.cnf": "[client]\nuser=none\npassword=none\nhost=127.0.0.1\nport={other}\n"}),
    go("prometheus-postgres-exporter",
       variables={"DATA_SOURCE_NAME": "postgresql://none@127.0.0.1:{other}/none?sslmode=disable"}),
    go("prometheus-process-exporter", "-procnames=python3,prometheus", flag="-web.listen-address"),
    go("prometheus-bind-exporter", "--bind.stats-url=http://127.0.0.1:{other}/"),
    go(
        "prometheus-apache-exporter", "--scrape_uri=http://127.0.0.1:{other}/server-status?auto",
        flag="--telemetry.address", files={"apache.conf": APACHE},
        beside=[("apache2-bin", ["apache2", "-f", "{folder}/apache.conf", "-DFOREGROUND"])],
    ),
    go("prometheus-haproxy-exporter", "--haproxy.scrape-uri=http://127.0.0.1:{other}/stats;csv"),
    go(
        "prometheus-redis-exporter", "-redis.addr=redis://127.0.0.1:{other}", flag="-web.listen-address",
        beside=[("redis-server", ["redis-server", "--bind", "127.0.0.1", "--port", "{other}",
                                  "--save", "", "--dir", "{folder}"])],
    ),
    go(
        "prometheus-bird-exporter", "-bird.v2", "-bird.socket={folder}/bird.ctl",
        flag="-web.listen-address",
        files={"bird.conf": "router id 127.0.0.1;\nprotocol device {{}}\nprotocol static {{ ipv4; }}\n"
               "# {folder}\n"},
        beside=[("bird2", ["bird", "-f", "-c", "{folder}/bird.conf", "-s", "{folder}/bird.ctl",
                           "-P", "{folder}/bird.pid"])],
    ),
    go("prometheus-elasticsearch-exporter", "--es.uri=http://127.0.0.1:{other}"),
    go("prometheus-exporter-exporter", "-config.file={folder}/expexp.yml", flag="-web.listen-address",
       files={"expexp.yml": "modules: {{}}\n"}),
    go("prometheus-frr-exporter"),
    go("prometheus-ipmi-exporter"),
    go("prometheus-libvirt-exporter", "--libvirt.uri={folder}/none"),
    go("prometheus-mongodb-exporter", "-mongodb.uri=mongodb://127.0.0.1:{other}",
       flag="-web.listen-address"),
    go(
        "prometheus-nginx-exporter", "-nginx.scrape-uri=http://127.0.0.1:{other}/stub",
        "-nginx.retries=50", "-nginx.retry-interval=200ms", flag="-web.listen-address",
        files={"nginx.conf": NGINX},
        beside=[("nginx-light", ["nginx", "-p", "{folder}", "-c", "{folder}/nginx.conf", "-e", "stderr"])],
    ),
    go("prometheus-postfix-exporter", "--postfix.showq_path={folder}/none",
       "--postfix.logfile_path={folder}/mail.log", files={"mail.log": ""}),
    go("prometheus-smokeping-prober", "127.0.0.1"),
    go("prometheus-sql-exporter", "-config.file={folder}/sql.yml", flag="-web.listen-address",
       files={"sql.yml": SQL}),
    go("prometheus-squid-exporter", "-squid-hostname=127.0.0.1", "-squid-port={other}", flag="-listen"),
    go("prometheus-varnish-exporter", flag="-web.listen-address"),
    go("prometheus-tplink-plug-exporter", flag="-metrics.listen-addr"),
    Program("prometheus-nextcloud-exporter",
            ["prometheus-nextcloud-exporter", "--addr=127.0.0.1:{port}",
             "--server=http://127.0.0.1:{other}", "--username=none", "--password=none"]),
    Program("prometheus-mqtt-exporter",
            ["prometheus-mqtt-exporter", "-listen-address=127.0.0.1", "-listen-port={port}",
             "-config={folder}/mqtt.yml"],
            files={"mqtt.yml": "mqtt:\n  server: tcp://127.0.0.1:{other}\n  topic_path: v1/#\n"
                   "metrics: []\n", "mosquitto.conf": "listener {other} 127.0.0.1\nallow_anonymous true\n"},
            beside=[("mosquitto", ["mosquitto", "-c", "{folder}/mosquitto.conf"])]),
    go("prometheus-mailexporter", "-config.file={folder}/mail.yml", flag="-web.listen-address",
       command="mailexporter",
       files={"mail.yml": "monitoringinterval: 1m\nmailchecktimeout: 1s\nservers: []\n"}),
    Program("haproxy", ["haproxy", "-db", "-f", "{folder}/haproxy.cfg"], files={"haproxy.cfg": HAPROXY}),
    Program("mtail",
            ["mtail", "--address=127.0.0.1", "--port={port}", "--progs={folder}/lines.mtail",
             "--logs={folder}/app.log"],
            files={"lines.mtail": MTAIL, "app.log": "info 3\nwarn 40\ninfo 500\n"}),
    Program("caddy", ["caddy", "run", "--config", "{folder}/Caddyfile", "--adapter", "caddyfile"],
            files={"Caddyfile": CADDY}),
    Program("etcd-server",
            ["etcd", "--data-dir={folder}/data", "--listen-client-urls=http://127.0.0.1:{port}",
             "--advertise-client-urls=http://127.0.0.1:{port}",
             "--listen-peer-urls=http://127.0.0.1:{other}",
             "--initial-advertise-peer-urls=http://127.0.0.1:{other}",
             "--initial-cluster=default=http://127.0.0.1:{other}"]),
    Program("influxdb", ["influxd", "-config", "{folder}/influxdb.conf"],
            files={"influxdb.conf": 'reporting-disabled = true\nbind-address = "127.0.0.1:{other}"\n'
                   '[meta]\n  dir = "{folder}/meta"\n[data]\n  dir = "{folder}/data"\n'
                   '  wal-dir = "{folder}/wal"\n[http]\n  bind-address = "127.0.0.1:{port}"\n'}),
    Program("dnsdist", ["dnsdist", "--supervised", "-C", "{folder}/dnsdist.conf"],
            files={"dnsdist.conf": DNSDIST}),
    Program("pdns-recursor",
            ["pdns_recursor", "--daemon=no", "--config-dir={folder}", "--socket-dir={folder}",
             "--local-address=127.0.0.1", "--local-port={other}", "--webserver=yes",
             "--webserver-address=127.0.0.1", "--webserver-port={port}", "--setuid=", "--setgid="]),
    Program("dovecot-core", ["dovecot", "-F", "-c", "{folder}/dovecot.conf"],
            files={"dovecot.conf": DOVECOT}),
    Program("victoria-metrics",
            ["victoria-metrics", "-httpListenAddr=127.0.0.1:{port}", "-storageDataPath={folder}/data"]),
]


def packages():
    """The packages of all programs, and of those that run beside them."""
    return sorted({program.package for program in PROGRAMS}
                  | {package for program in PROGRAMS for package, _ in program.beside})


if __name__ == "__main__":
    print(*packages())
