"""What invented programmes are made of. Nothing here is taken from a published or labelled document."""

from __future__ import annotations

from typing import NamedTuple


class Theme(NamedTuple):
    """What a unit deals with. Targets are patterns: n a small number, k thousands, p a percentage, d a decimal."""

    name: str
    mission: str
    goals: tuple[tuple[str, str], ...]


INSTITUTIONS = (
    "GOBIERNO AUTÓNOMO DESCENTRALIZADO MUNICIPAL DEL CANTÓN VALLE HONDO",
    "EMPRESA PÚBLICA DE AGUA Y SANEAMIENTO DE PUERTO GRIS",
    "UNIVERSIDAD TÉCNICA DEL PÁRAMO",
    "GOBIERNO PROVINCIAL DE TIERRA ALTA",
    "CUERPO DE BOMBEROS DEL CANTÓN SAN MATEO DEL RÍO",
    "GAD PARROQUIAL RURAL DE LOMA LARGA",
    "REGISTRO DE LA PROPIEDAD DEL CANTÓN LAGUNA SECA",
)

BANDS = (
    "PROCESOS GOBERNANTES / NIVEL DIRECTIVO",
    "PROCESOS AGREGADORES DE VALOR / NIVEL OPERATIVO",
    "NIVEL DE APOYO / ASESORÍA",
    "PROCESOS DESCONCENTRADOS",
)

PREFIXES = ("Dirección de", "Unidad de", "Jefatura de", "Coordinación de", "Gestión de", "Departamento de", "Área de")

PURPOSES = (
    "para mejorar la calidad de vida de la población",
    "a fin de cumplir los objetivos institucionales",
    "en el marco de la normativa vigente",
    "con criterios de eficiencia, calidad y transparencia",
    "en beneficio de los usuarios internos y externos",
)

CLAUSES = (
    "mediante la planificación oportuna de sus actividades",
    "articulando el trabajo de las demás dependencias",
    "con la participación de la ciudadanía y de los actores del territorio",
    "sobre la base de estudios técnicos actualizados",
    "bajo los lineamientos de la máxima autoridad",
    "observando los principios de equidad e interculturalidad",
    "a través de procesos ordenados y documentados",
    "con personal capacitado y comprometido",
    "de acuerdo con la disponibilidad presupuestaria de cada ejercicio fiscal",
    "promoviendo el uso responsable de los recursos",
    "con enfoque de género y de derechos",
)

GENERIC = (
    ("Porcentaje de ejecución del plan operativo de la unidad", "{p}%"),
    ("Número de informes de gestión presentados", "{n} informes"),
    ("Porcentaje de ejecución presupuestaria", "{p} %"),
    ("Número de reuniones de coordinación realizadas", "{n} reuniones al año"),
    ("Índice de satisfacción del usuario interno", "{d}"),
    ("Tiempo promedio de respuesta a los trámites ingresados", "Máximo {n} días laborables"),
)

THEMES = (
    Theme(
        "Avalúos y Catastros",
        "Mantener actualizada la información catastral de los predios urbanos y rurales",
        (
            ("Número de predios rurales incorporados al catastro", "{k} predios"),
            ("Porcentaje de fichas catastrales actualizadas", "{p}% de fichas"),
            ("Certificados de avalúo emitidos dentro del plazo", "Al menos {k} certificados"),
            ("Reclamos de contribuyentes resueltos en primera instancia", "{p}%"),
        ),
    ),
    Theme(
        "Obras Públicas",
        "Construir y conservar la infraestructura vial y los espacios públicos",
        (
            ("Kilómetros de vías lastradas con equipo propio", "{n} km"),
            ("Metros cuadrados de aceras reconstruidas", "{k} m2"),
            ("Porcentaje de obras terminadas en el plazo contractual", "{p}%"),
            ("Número de puentes y pasos de agua rehabilitados", "{n} estructuras rehabilitadas"),
        ),
    ),
    Theme(
        "Gestión Ambiental",
        "Prevenir y controlar la contaminación de los recursos naturales",
        (
            ("Toneladas de residuos orgánicos aprovechadas en abono", "{k} toneladas"),
            ("Número de plantas nativas sembradas en riberas", "{k} plantas"),
            ("Inspecciones de control ambiental ejecutadas", "{n} inspecciones"),
            ("Porcentaje de descargas industriales con registro vigente", "{p}%"),
        ),
    ),
    Theme(
        "Talento Humano",
        "Administrar el sistema integrado de desarrollo del personal",
        (
            ("Número de servidores capacitados según el plan anual", "{n} servidores"),
            ("Porcentaje de evaluaciones de desempeño aplicadas", "{p}% de evaluaciones aplicadas"),
            ("Índice de rotación de personal", "Menor o igual a {d}"),
            ("Manual de puestos reformado y aprobado", "1 manual aprobado"),
        ),
    ),
    Theme(
        "Presupuesto y Contabilidad",
        "Registrar y controlar las operaciones financieras de la institución",
        (
            ("Estados financieros presentados al ente rector", "12 estados financieros"),
            ("Días de retraso en el pago a proveedores", "Hasta {n} días"),
            ("Recaudación de cartera vencida", "USD {k}"),
            ("Porcentaje de conciliaciones bancarias sin diferencias", "{p}%"),
        ),
    ),
    Theme(
        "Tecnologías de la Información",
        "Proveer servicios informáticos seguros y disponibles",
        (
            ("Disponibilidad de la red institucional", "{p}% mensual"),
            ("Número de trámites en línea implementados", "{n} trámites"),
            ("Incidentes informáticos atendidos en menos de un día", "{p} %"),
            ("Equipos con mantenimiento preventivo", "{n} equipos por semestre"),
        ),
    ),
    Theme(
        "Comunicación Social",
        "Difundir las acciones, obras y servicios de la institución",
        (
            ("Boletines de prensa publicados", "{n} boletines mensuales"),
            ("Número de campañas informativas difundidas", "{n} campañas"),
            ("Alcance de publicaciones en redes sociales", "{k} personas"),
            ("Rendición de cuentas difundida en medios locales", "1 evento anual"),
        ),
    ),
    Theme(
        "Asesoría Jurídica",
        "Asesorar en derecho a las autoridades y patrocinar las causas institucionales",
        (
            ("Criterios jurídicos emitidos", "{n} criterios"),
            ("Porcentaje de causas judiciales con sentencia favorable", "{p}% de causas"),
            ("Contratos y convenios revisados en el plazo", "{n} documentos"),
            ("Número de procesos coactivos impulsados", "Al menos {n} procesos"),
        ),
    ),
    Theme(
        "Desarrollo Productivo",
        "Fomentar las cadenas productivas y el empleo rural",
        (
            ("Familias productoras con asistencia técnica", "{k} familias"),
            ("Número de ferias de economía popular organizadas", "{n} ferias"),
            ("Hectáreas con riego tecnificado", "{n} ha"),
            ("Asociaciones con registro de calidad", "{n} asociaciones"),
        ),
    ),
    Theme(
        "Gestión de Riesgos",
        "Reducir la vulnerabilidad de la población frente a eventos adversos",
        (
            ("Simulacros de evacuación ejecutados", "{n} simulacros"),
            ("Barrios con mapa de amenazas actualizado", "{n} barrios"),
            ("Porcentaje de emergencias atendidas en quince minutos", "{p}%"),
            ("Plan de contingencia invernal aprobado", "Hasta el 30 de noviembre"),
        ),
    ),
    Theme(
        "Cultura, Turismo y Deportes",
        "Promover la identidad, el patrimonio y la práctica deportiva",
        (
            ("Número de eventos culturales realizados", "{n} eventos"),
            ("Visitantes registrados en los centros turísticos", "{k} visitantes"),
            ("Niñas y niños inscritos en escuelas deportivas", "{n} por cada escuela"),
            ("Bienes patrimoniales inventariados", "{n} bienes"),
        ),
    ),
    Theme(
        "Compras Públicas",
        "Gestionar los procesos de contratación con apego a la ley",
        (
            ("Porcentaje de procesos adjudicados sin reclamos", "{p}%"),
            ("Ejecución del plan anual de contratación", "{d}"),
            ("Ahorro obtenido frente al presupuesto referencial", "USD {k}"),
            ("Procesos publicados en el portal", "{n} procesos"),
        ),
    ),
    Theme(
        "Agua Potable y Alcantarillado",
        "Dotar de agua segura y saneamiento continuo a la población",
        (
            ("Continuidad del servicio de agua", "{n} horas diarias"),
            ("Índice de agua no contabilizada", "Menor a {p}%"),
            ("Acometidas domiciliarias instaladas", "{k} acometidas"),
            ("Análisis de calidad de agua conformes con la norma", "{p}% de análisis"),
        ),
    ),
    Theme(
        "Secretaría General",
        "Certificar los actos administrativos y custodiar el archivo",
        (
            ("Actas de sesiones elaboradas", "{n} actas"),
            ("Metros lineales de archivo organizados", "{n} metros"),
            ("Porcentaje de documentos digitalizados", "{p}%"),
            ("Copias certificadas entregadas", "NO APLICA"),
        ),
    ),
    Theme(
        "Participación Ciudadana",
        "Impulsar la organización social y el control ciudadano",
        (
            ("Asambleas barriales convocadas", "{n} asambleas"),
            ("Número de líderes formados en escuelas de ciudadanía", "{n} líderes"),
            ("Presupuesto participativo ejecutado", "{p}%"),
            ("Veedurías ciudadanas acompañadas", "{n} veedurías"),
        ),
    ),
    Theme(
        "Tránsito y Movilidad",
        "Regular el transporte terrestre y la seguridad vial",
        (
            ("Intersecciones semaforizadas en funcionamiento", "{n} intersecciones"),
            ("Títulos habilitantes renovados", "{n} títulos"),
            ("Porcentaje de reducción de siniestros de tránsito", "{p}% respecto al año anterior"),
            ("Señales verticales instaladas", "{k} señales"),
        ),
    ),
)

TYPOS = (
    ("ó", "o"),
    ("í", "i"),
    ("ción", "cion"),
    ("Número", "Numero"),
    ("Porcentaje", "Porcentage"),
    ("gestión", "gestion"),
    ("ejecución", "ejecusión"),
    ("servicios", "servcios"),
    ("población", "pobalción"),
    ("Índice", "Indice"),
    ("institucional", "intitucional"),
    ("Kilómetros", "Kilometros"),
    ("realizadas", "realisadas"),
)

EXTRA_VALUES = {
    "baseline": ("0", "{n}", "{p}%", "S/L", "{k}"),
    "frequency": ("Mensual", "Trimestral", "Semestral", "Anual"),
    "responsible": ("Jefe de área", "Director/a", "Analista 2", "Técnico/a responsable"),
    "formula": ("(Ejecutado / Planificado) * 100", "Sumatoria simple", "Atendidos / Ingresados x 100"),
    "t1": ("{n}", "25%", "0"),
    "t2": ("{n}", "50%", "1"),
    "t3": ("{n}", "75%", "2"),
    "t4": ("{n}", "100%", "3"),
    "progress": ("{p}%", "0%", "{p},5%"),
    "budget": ("$ {k},00", "0,00", "$ 1{k},50"),
}
