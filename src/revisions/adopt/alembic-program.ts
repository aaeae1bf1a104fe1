// What Trueup asks Alembic, in Alembic's own language: the revisions of a project, and the SQL of each, both ways.
// Run by the project's Python in the project's folder; it answers in JSON. First offline, as `alembic upgrade --sql` does it,
// through the project's env.py; then, for revisions that ask the database, online in a throwaway server, noting what they send.

export const ALEMBIC_PROGRAM = String.raw`
import decimal, inspect, io, json, os, re, sys, traceback

asked = json.loads(sys.argv[1])
out = os.fdopen(os.dup(1), 'w', encoding='utf-8')
os.dup2(2, 1)

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory


def configuration():
    if asked['flask']:
        from flask.cli import ScriptInfo, load_dotenv
        load_dotenv()
        app = ScriptInfo(app_import_path=os.environ.get('FLASK_APP')).load_app()
        app.app_context().push()
        config = app.extensions['migrate'].migrate.get_config(asked['directory'])
    elif asked['config'].endswith('.toml'):
        config = Config(toml_file=asked['config'])
    else:
        config = Config(asked['config'])
    config.output_buffer = io.StringIO()
    return config


def many(value):
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)


def described(one):
    return {
        'id': one.revision,
        'parents': many(one.down_revision),
        'dependsOn': many(one.dependencies),
        'labels': many(getattr(one.module, 'branch_labels', None)),
        'message': one.doc or '',
        'doc': one.longdoc or '',
        'path': one.path,
    }


def why(error, one):
    frames = [f for f in traceback.extract_tb(error.__traceback__) if os.path.realpath(f.filename) == os.path.realpath(one.path)]
    place = 'line %d: ' % frames[-1].lineno if frames else ''
    return place + type(error).__name__ + ': ' + (str(error).strip().splitlines() or [''])[0]


def steps(one):
    for way in ('upgrade', 'downgrade'):
        function = getattr(one.module, way, None)
        if function is None:
            continue
        needed = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD]
        if needed:
            raise SystemExit(one.path + ': ' + way + '() asks for ' + needed[0].name + ', as projects with several databases have it')
        yield way, function


TAB, LINE = chr(0xe000) + 'tab' + chr(0xe000), chr(0xe000) + 'line' + chr(0xe000)


def keep_exact(impl):
    # offline, tabs become spaces, which the bodies of functions would show, and a comment at the end takes in the semicolon
    from sqlalchemy import text
    from sqlalchemy.sql.elements import TextClause
    send = impl._exec

    def exactly(construct, *rest, **more):
        if isinstance(construct, str):
            construct = text(construct)
        if isinstance(construct, TextClause):
            construct = construct._clone()
            construct.text = ended(construct.text).replace('\t', TAB)
        return send(construct, *rest, **more)

    impl._exec = exactly


def ended(sql):
    return sql.rstrip() + LINE if '--' in sql.rstrip().rsplit('\n', 1)[-1] else sql


def unmarked(sql):
    return sql.replace(TAB, '\t').replace(LINE, '\n')


def find_revisions():
    # once env.py has run, since it may say where they are
    if not revisions:
        found = list(script.walk_revisions('base', 'heads'))
        if not found and asked['folders']:
            script.version_locations = asked['folders']
            vars(script).pop('_version_locations', None)
            script.revision_map = type(script.revision_map)(script._load_revisions)
            found = list(script.walk_revisions('base', 'heads'))
        revisions.extend(reversed(found))


class Offline:
    def __init__(self):
        self.reached = 0
        self.sql = {}
        self.dialect = None

    def __call__(self, heads, context):
        self.reached += 1
        find_revisions()
        self.dialect = context.dialect.name
        if self.dialect != 'postgresql' or self.reached > 1:
            return []
        # as dialect_opts={'paramstyle': 'named'} does: a percent sign stays single in SQL for no driver
        context.dialect.paramstyle = 'named'
        context.dialect.positional = False
        context.dialect.identifier_preparer._double_percents = False
        context.impl.literal_binds = True
        keep_exact(context.impl)
        for one in revisions:
            self.sql[one.revision] = dict(self.ways(one, context))
        context.impl.output_buffer = io.StringIO()
        return []

    def ways(self, one, context):
        for way, function in steps(one):
            context.impl.output_buffer = io.StringIO()
            try:
                function()
                yield way, {'sql': unmarked(context.impl.output_buffer.getvalue()), 'error': None}
            except Exception as error:
                yield way, {'sql': '', 'error': why(error, one)}


class Online:
    def __init__(self):
        self.reached = False
        self.sql = {}
        self.noting = None
        self.outside = False

    def __call__(self, heads, context):
        from sqlalchemy import event, text
        self.reached = True
        find_revisions()
        connection = context.connection
        token = connection.execute(text("select current_setting('trueup.shadow', true)")).scalar()
        if token != asked['shadow']['token']:
            raise SystemExit('env.py did not connect to the throwaway server, but somewhere else; nothing was run there')
        event.listen(connection.engine, 'before_cursor_execute', self.note)
        for one in revisions:
            ways = asked['wanted'].get(one.revision, [])
            try:
                self.take(one, 'upgrade', 'upgrade' in ways)
            except Exception as error:
                self.stop(one, why(error, one))
                return []
            if 'downgrade' in ways:
                self.there_and_back(one, connection)
        return []

    def stop(self, failed, reason):
        for one in revisions[revisions.index(failed):]:
            for way in asked['wanted'].get(one.revision, []):
                self.answer(one, way, error=reason if one is failed else 'before it, %s fails there: %s' % (failed.revision, reason))

    def there_and_back(self, one, connection):
        point = connection.begin_nested()
        try:
            self.take(one, 'downgrade', True)
        except Exception as error:
            self.answer(one, 'downgrade', error=why(error, one))
        if point.is_active:
            point.rollback()
        else:
            self.take(one, 'upgrade', False)

    def take(self, one, way, wanted):
        self.noting = [] if wanted else None
        self.outside = False
        try:
            dict(steps(one))[way]()
            if wanted:
                self.answer(one, way, sql=';\n\n'.join(self.noting + ['']))
        finally:
            self.noting = None

    def answer(self, one, way, sql='', error=None):
        self.sql.setdefault(one.revision, {})[way] = {'sql': sql, 'error': error}

    def note(self, connection, cursor, statement, parameters, context, executemany):
        if self.noting is None or reads(statement):
            return
        outside = connection.get_execution_options().get('isolation_level') == 'AUTOCOMMIT'
        if outside != self.outside:
            self.noting.append('COMMIT' if outside else 'BEGIN')
            self.outside = outside
        for one in parameters if executemany else [parameters]:
            self.noting.append(unmarked(ended(filled(cursor, statement, one).strip().rstrip(';'))))


def reads(statement):
    bare = re.sub(r'^(\s|--[^\n]*\n|/\*.*?\*/)+', '', statement, flags=re.S).lower()
    if re.match(r'(show|savepoint|release|rollback|explain|fetch)\b', bare):
        return True
    return re.match(r'select\b', bare) is not None and re.search(r'\bfrom\b|pg_catalog\.', bare) is not None


def filled(cursor, statement, parameters):
    mogrify = getattr(cursor, 'mogrify', None)
    if mogrify is None and type(cursor).__module__.split('.')[0] == 'psycopg':
        import psycopg
        mogrify = psycopg.ClientCursor(cursor.connection).mogrify
    if mogrify is not None:
        text = mogrify(statement, parameters)
        return text.decode('utf-8') if isinstance(text, bytes) else text
    values = list(parameters.values() if isinstance(parameters, dict) else parameters or ())
    if not values:
        return statement
    if re.search(r'\$1\b', statement):
        return re.sub(r'\$(\d+)', lambda match: literal(values[int(match[1]) - 1]), statement)
    return re.sub(r'%(%|s)', lambda match: '%' if match[1] == '%' else literal(values.pop(0)), statement)


def literal(value):
    if value is None or isinstance(value, bool):
        return {None: 'NULL', True: 'true', False: 'false'}[value]
    if isinstance(value, (int, float, decimal.Decimal)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return 'ARRAY[' + ', '.join(literal(one) for one in value) + ']'
    if isinstance(value, (bytes, bytearray)):
        return "'" + chr(92) + 'x' + value.hex() + "'"
    if isinstance(value, dict):
        value = json.dumps(value)
    text = str(value).replace("'", "''")
    return "E'" + text.replace(chr(92), chr(92) * 2) + "'" if chr(92) in text else "'" + text + "'"


def to_shadow(dialect, record, cargs, cparams):
    if dialect.name != 'postgresql':
        raise SystemExit('a connection to ' + dialect.name + ' was asked for; only PostgreSQL can be taken over')
    cargs[:] = []
    cparams.clear()
    shadow = asked['shadow']
    name = 'dbname' if dialect.driver.startswith('psycopg') else 'database'
    where = {'host': shadow['host'], 'port': int(shadow['port'])}
    if dialect.driver == 'pg8000':
        where = {'unix_sock': '%s/.s.PGSQL.%s' % (shadow['host'], shadow['port'])}
    cparams.update({'user': shadow['user'], name: shadow['database'], **where})


def through_env(run, **options):
    with EnvironmentContext(config, script, fn=run, destination_rev='heads', **options):
        script.run_env()


def without_env(run):
    with EnvironmentContext(config, script, fn=run, destination_rev='heads', as_sql=True) as env:
        env.configure(dialect_name='postgresql', literal_binds=True)
        env.run_migrations()


def offline():
    run, problem = Offline(), None
    try:
        through_env(run, as_sql=True)
        if run.reached == 0:
            problem = 'it runs no migrations offline'
        elif run.dialect != 'postgresql':
            problem = 'it is set up for ' + run.dialect
    except Exception as error:
        problem = type(error).__name__ + ': ' + str(error).strip()
    if problem is not None:
        run = Offline()
        without_env(run)
    return {'revisions': [described(one) for one in revisions], 'sql': run.sql, 'env': problem, 'times': run.reached}


def online():
    from sqlalchemy import event
    from sqlalchemy.engine import Engine
    event.listen(Engine, 'do_connect', to_shadow)
    run = Online()
    try:
        through_env(run, dont_mutate=True)
    except Exception:
        if run.reached:
            raise
        online_without_env(run)
    return {'sql': run.sql}


def online_without_env(run):
    def migrate(connection):
        with EnvironmentContext(config, script, fn=run, destination_rev='heads', dont_mutate=True) as env:
            env.configure(connection=connection)
            with env.begin_transaction():
                env.run_migrations()

    from sqlalchemy import create_engine
    for driver in ('psycopg2', 'psycopg'):
        try:
            with create_engine('postgresql+' + driver + '://').connect() as connection:
                return migrate(connection)
        except ImportError:
            pass
    import asyncio
    from sqlalchemy.ext.asyncio import create_async_engine

    async def go():
        engine = create_async_engine('postgresql+asyncpg://')
        async with engine.connect() as connection:
            await connection.run_sync(migrate)
        await engine.dispose()
    asyncio.run(go())


config = configuration()
script = ScriptDirectory.from_config(config)
revisions = []
answer = online() if asked['shadow'] else offline()
json.dump(answer, out)
out.flush()
`
